# Trends of shares and of counts.
source("../golden.R")
options(warn = -1)

slope <- function(k, n, x) {
  p <- sum(k) / sum(n); m <- sum(n * x) / sum(n); s <- sum(n * (x - m)^2)
  b <- sum(n * (x - m) * (k / n - p)) / s
  c(b, sqrt(p * (1 - p) / s), b + c(-1, 1) * qnorm(0.975) * sqrt(p * (1 - p) / s))
}
both <- function(k, n, x = seq_along(k) - 1) {
  trend <- prop.trend.test(k, n, x); whole <- prop.test(k, n, correct = FALSE)$statistic
  df <- length(k) - 2; rest <- whole - trend$statistic
  c(slope(k, n, x), trend$statistic, trend$p.value, rest, df, pchisq(rest, df, lower.tail = FALSE))
}

# prop.trend.test's own example: smokers among four groups of patients
golden("smokers", both(c(83, 90, 129, 70), c(86, 93, 136, 82)))
# Agresti (2013), section 5.3.5: malformation by alcohol consumption, scores 0, 0.5, 1.5, 4, 7;
# published: z² 6.57, of a Pearson χ² of 12.08 on 4 df
golden("malformation", both(c(48, 38, 5, 1, 1), c(17114, 14502, 793, 127, 38), c(0, 0.5, 1.5, 4, 7)))
golden("six_years", both(c(70, 76, 74, 90, 101, 118), c(900, 905, 930, 940, 960, 985), 2019:2024))

counts <- function(y, exposure, x, family, level = 0.95) {
  fit <- glm(y ~ x + offset(log(exposure)), family = family, control = list(epsilon = 1e-15, maxit = 100))
  row <- summary(fit)$coefficients[2, ]
  phi <- sum(residuals(fit, "pearson")^2) / fit$df.residual
  t <- if (family == "poisson") qnorm((1 + level) / 2) else qt((1 + level) / 2, fit$df.residual)
  c(exp(row[1]), exp(row[1] + c(-1, 1) * t * row[2]), row[2], row[4], phi)
}
golden("steady", counts(c(200, 214, 221, 236, 240), rep(1, 5), 0:4, "poisson"))
golden("steady_80", counts(c(200, 214, 221, 236, 240), rep(1, 5), 0:4, "poisson", 0.8))
golden("wild", counts(c(150, 260, 190, 310, 240, 330), c(250, 252, 253, 251, 249, 250), 2019:2024, "quasipoisson"))
