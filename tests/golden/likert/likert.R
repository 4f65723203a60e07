# Answers on a scale: ranks tests and summaries. Brunner-Munzel is written out from its
# definition (package lawstat is not needed); Jonckheere's z is Kendall's.
source("../golden.R")
options(warn = -1)

brunner <- function(x, y, level = 0.95) {
  n1 <- length(x); n2 <- length(y); r <- rank(c(x, y))
  r1 <- r[1:n1]; r2 <- r[-(1:n1)]
  p <- (mean(r2) - (n2 + 1) / 2) / n1
  s1 <- var(r1 - rank(x)); s2 <- var(r2 - rank(y))
  t <- n1 * n2 * (mean(r2) - mean(r1)) / ((n1 + n2) * sqrt(n1 * s1 + n2 * s2))
  df <- (n1 * s1 + n2 * s2)^2 / ((n1 * s1)^2 / (n1 - 1) + (n2 * s2)^2 / (n2 - 1))
  se <- sqrt(s1 / (n1 * n2^2) + s2 / (n2 * n1^2))
  c(p, p + c(-1, 1) * qt((1 + level) / 2, df) * se, se, t, df, 2 * pt(-abs(t), df))
}
kruskal <- function(groups) {
  test <- kruskal.test(groups); n <- length(unlist(groups))
  c(test$statistic / (n - 1), test$statistic, test$parameter, test$p.value)
}
jonckheere <- function(groups) {
  y <- unlist(groups); g <- rep(seq_along(groups), lengths(groups))
  test <- cor.test(y, g, method = "kendall", exact = FALSE)
  higher <- 0; pairs <- 0
  for (j in seq_along(groups)[-1]) for (i in seq_len(j - 1)) {
    d <- outer(groups[[j]], groups[[i]], "-")
    higher <- higher + sum(d > 0) + sum(d == 0) / 2; pairs <- pairs + length(d)
  }
  c(higher / pairs, test$statistic, test$p.value)
}

# Brunner & Munzel (2000): pain on the third day after surgery, two treatments; published
# p-hat 0.789, interval 0.595 to 0.983, t 3.137, df 17.683, p 0.0058
y <- c(1, 2, 1, 1, 1, 1, 1, 1, 1, 1, 2, 4, 1, 1)
n <- c(3, 3, 4, 3, 1, 2, 3, 1, 1, 5, 4)
golden("pain", brunner(y, n))
golden("pain_80", brunner(y, n, 0.8))
# Munzel & Hauschke (2003): five classes of a change score; published p 0.2411
new <- rep(-2:2, c(24, 37, 21, 19, 6)); active <- rep(-2:2, c(11, 51, 22, 21, 7))
golden("change_score", brunner(new, active))

# kruskal.test's own example: ozone by month; and mucociliary efficiency (Hollander & Wolfe 1973)
golden("ozone", kruskal(unname(with(na.omit(airquality[, c("Ozone", "Month")]), split(Ozone, Month)))))
golden("mucociliary", kruskal(list(c(2.9, 3.0, 2.5, 2.6, 3.2), c(3.8, 2.7, 4.0, 2.4), c(2.8, 3.4, 3.7, 2.2, 2.0))))

# Hollander & Wolfe (1999), example 6.2: knowledge of performance; published J 79
control <- c(40, 35, 38, 43, 44, 41); b <- c(38, 40, 47, 44, 40, 42); c <- c(48, 40, 45, 43, 46, 44)
groups <- list(control, b, c)
rm(c)
golden("motivation", jonckheere(groups))
likert <- list(c(1, 2, 2, 3, 3), c(2, 3, 3, 3, 4, 4), c(3, 4, 4, 5, 5, 5, 2))
golden("satisfaction", jonckheere(likert))
golden("satisfaction_kruskal", kruskal(likert))

# one item: 5-point answers of 40 respondents out of 300
answers <- rep(1:5, c(2, 5, 9, 16, 8))
golden("shares", prop.table(table(answers)))
golden("top", prop.test(sum(answers >= 4), 40, correct = FALSE)$conf.int)
golden("bottom", prop.test(sum(answers <= 2), 40, correct = FALSE)$conf.int)
golden("mean", t.test(answers)$conf.int)
golden("median", quantile(answers, 0.5, type = 1))
finite <- function(k, n, N) {
  z2 <- qnorm(0.975)^2 * (N - n) / (N - 1); p <- k / n
  (p + z2 / (2 * n) + c(-1, 1) * sqrt(z2 * p * (1 - p) / n + z2^2 / (4 * n^2))) / (1 + z2 / n)
}
golden("top_of_300", finite(24, 40, 300))
golden("mean_of_300", mean(answers) + c(-1, 1) * qt(0.975, 39) * sd(answers) * sqrt((1 - 40 / 300) / 40))

# weighted: the last 20 respondents count double
suppressPackageStartupMessages(library(survey))
w <- rep(c(1, 2), c(20, 20))
design <- svydesign(ids = ~1, data = data.frame(answers, w), weights = ~w)
golden("weighted_mean", c(coef(svymean(~answers, design)), confint(svymean(~answers, design), df = 39)))
golden("weighted_top", coef(svymean(~I(answers >= 4), design))[2])

# average ranks
golden("ranks", rank(c(3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5)))
