# Changes between two waves. Base R has McNemar, Student and Wilson; Newcombe's and Tango's
# intervals and the variance of partly overlapping waves are written out from their definitions.
source("../golden.R")
options(warn = -1)
suppressPackageStartupMessages(library(survey))

z95 <- qnorm(0.975); z80 <- qnorm(0.9)
wilson <- function(p, n, z) (p + z^2 / (2 * n) + c(-1, 1) * sqrt(z^2 * p * (1 - p) / n + z^4 / (4 * n^2))) / (1 + z^2 / n)
effective <- function(n, N) if (is.infinite(N)) n else n * (N - 1) / (N - n)
mover <- function(p1, ci1, p2, ci2, rho) {
  a <- p2 - ci2[1]; b <- ci1[2] - p1; c <- ci2[2] - p2; d <- p1 - ci1[1]
  p2 - p1 + c(-sqrt(a^2 + b^2 - 2 * rho * a * b), sqrt(c^2 + d^2 - 2 * rho * c * d))
}
phi <- function(t, corrected) {
  e <- t[1] * t[4] - t[2] * t[3]
  if (corrected && e > 0) e <- max(e - sum(t) / 2, 0)
  s <- sqrt((t[1] + t[2]) * (t[3] + t[4]) * (t[1] + t[3]) * (t[2] + t[4]))
  if (s > 0) e / s else 0
}

# ---- twice the same respondents -------------------------------------------------------------
tango <- function(t, z) {
  x <- t[3]; y <- t[2]; n <- sum(t); d <- (x - y) / n
  g <- function(D) {
    b <- -x - y + (2 * n - x + y) * D; q <- (sqrt(b^2 + 8 * n * y * D * (1 - D)) - b) / (4 * n)
    (x - y - n * D)^2 - z^2 * n * (2 * q + D * (1 - D))
  }
  c(uniroot(g, c(-1, d - 1e-9), tol = 1e-14)$root, uniroot(g, c(d + 1e-9, 1), tol = 1e-14)$root)
}
newcombe <- function(t, z) {
  n <- sum(t); p1 <- (t[1] + t[2]) / n; p2 <- (t[1] + t[3]) / n
  mover(p1, wilson(p1, n, z), p2, wilson(p2, n, z), phi(t, TRUE))
}
mcnemar <- function(t) {
  b <- t[2]; c <- t[3]
  exact <- binom.test(b, b + c)$p.value
  mid <- if (b == c) 1 - dbinom(b, b + c, 0.5) / 2 else exact - dbinom(b, b + c, 0.5)
  c(exact, mid, mcnemar.test(matrix(t, 2), correct = FALSE)$p.value)
}
# Fagerland, Lydersen & Laake (2013, 2014): both examples, with what they print (first minus
# second there): Bentur Tango -0.517 to -0.026, Newcombe -0.507 to -0.026; Cavo mid-P 0.0347,
# Tango -0.124 to -0.0054, Newcombe -0.119 to -0.0046
bentur <- c(1, 1, 7, 12); cavo <- c(59, 6, 16, 80)
golden("bentur_mcnemar", mcnemar(bentur))
golden("bentur_tango", tango(bentur, z95))
golden("bentur_newcombe", newcombe(bentur, z95))
golden("cavo_mcnemar", mcnemar(cavo))
golden("cavo_tango", tango(cavo, z95))
golden("cavo_newcombe", newcombe(cavo, z95))
golden("cavo_se", sqrt((6 + 16) / 161 - (10 / 161)^2) / sqrt(161))
# mcnemar.test's own example: approval of the president, two surveys (Agresti 1990)
approval <- c(794, 150, 86, 570)
golden("approval_mcnemar", mcnemar(approval))
golden("approval_tango", tango(approval, z95))
golden("approval_newcombe", newcombe(approval, z95))
golden("even_mcnemar", mcnemar(c(3, 4, 4, 9)))
golden("many_mcnemar", mcnemar(c(7, 1050, 1150, 5)))
golden("many_even_mcnemar", mcnemar(c(7, 1100, 1100, 5)))
golden("one_way_tango", tango(c(5, 0, 6, 9), z95))
golden("one_way_newcombe", newcombe(c(5, 0, 6, 9), z95))

# ---- partly the same ------------------------------------------------------------------------
change <- function(k1, n1, k2, n2, N1 = Inf, N2 = Inf, N12 = min(N1, N2), t = NULL, z = z95) {
  p1 <- k1 / n1; p2 <- k2 / n2; e1 <- effective(n1, N1); e2 <- effective(n2, N2)
  rho <- raw <- 0
  if (!is.null(t)) {
    excess <- sum(t) / (n1 * n2) - if (is.infinite(N1 * N2)) 0 else N12 / (N1 * N2)
    scale <- sqrt(n1 * n2 / ((1 - n1 / N1) * (1 - n2 / N2)))
    within <- if (excess < 0) max(phi(t, FALSE), 0.5) else phi(t, FALSE)
    raw <- within * excess * scale
    rho <- if (excess < 0) raw else phi(t, TRUE) * excess * scale
  }
  v1 <- p1 * (1 - p1) / e1; v2 <- p2 * (1 - p2) / e2
  limits <- function(z) mover(p1, wilson(p1, e1, z), p2, wilson(p2, e2, z), rho)
  facing <- function(z) limits(z)[if (p2 > p1) 1 else 2]
  p <- 2 * pnorm(-uniroot(facing, c(1e-8, 30), tol = 1e-14)$root)
  c(p2 - p1, limits(z95), limits(z80), rho, sqrt(v1 + v2 - 2 * raw * sqrt(v1 * v2)), p)
}
# Newcombe (1998), Statistics in Medicine 17, 873-890, table II, method 10: published
# 0.0524 to 0.3339; 0.1705 to 0.8090; -0.0381 to 0.1926
golden("newcombe_a", change(48, 80, 56, 70))
golden("newcombe_b", change(3, 10, 9, 10))
golden("newcombe_d", change(0, 29, 5, 56))
golden("cavo_independent", change(65, 161, 75, 161))
# all answered twice: Tango's limits, with t for z and what a finite population leaves of the variance
same <- function(t, N = Inf) {
  n <- sum(t); left <- if (is.infinite(N)) 1 else (N - n) / (N - 1)
  limits <- function(level) tango(t, qt((1 + level) / 2, n - 1) * sqrt(left))
  d <- (t[3] - t[2]) / n; se <- sqrt(left * ((t[2] + t[3]) / n - d^2) / n)
  statistic <- unname(mcnemar.test(matrix(t, 2), correct = FALSE)$statistic)
  c(d, limits(0.95), limits(0.8), phi(t, FALSE), se, 2 * pt(-sqrt(statistic / left), n - 1))
}
golden("cavo_overlap", same(cavo))
golden("cavo_of_985", same(cavo, 985))
golden("bentur_of_40", same(bentur, 40))
golden("cavo_pairs", same(cavo)[2:5])
golden("unknown", change(11, 150, 23, 150, 985, 985))
golden("third", change(11, 150, 23, 150, 985, 985, t = c(3, 1, 5, 41)))
golden("nobody_twice", change(11, 150, 23, 150, 985, 985, t = c(0, 0, 0, 0)))
golden("scarce", change(30, 200, 50, 180, 985, 900, t = c(2, 3, 4, 11)))
golden("other_population", change(30, 200, 50, 180, 985, 900, N12 = 600, t = c(12, 3, 9, 31)))
golden("fewer", change(90, 160, 60, 150, 985, 985, t = c(20, 22, 5, 13)))
needed <- function(p1, p2, N, t, n) {
  v <- p1 * (1 - p1) + p2 * (1 - p2); s <- phi(t, FALSE) * sqrt(p1 * (1 - p1) * p2 * (1 - p2))
  ceiling((v - 2 * s * sum(t) / n) / (((p2 - p1) / (z95 + qnorm(0.8)))^2 + (v - 2 * s) / N))
}
golden("needed_third", needed(11 / 150, 23 / 150, 985, c(3, 1, 5, 41), 150))

# ---- means ----------------------------------------------------------------------------------
y1 <- c(3, 4, 4, 2, 5, 3, 4, 5, 2, 1); y2 <- c(4, 4, 5, 3, 5, 4, 4, 5, 3, 4, 2, 5)
test <- function(t) c(t$estimate[1] - if (is.na(t$estimate[2])) 0 else t$estimate[2], t$stderr, t$parameter, t$conf.int, t$p.value)
golden("welch", test(t.test(y2, y1)))
golden("welch_80", t.test(y2, y1, conf.level = 0.8)$conf.int)
golden("pairs", test(t.test(y2[1:10], y1, paired = TRUE)))
partly <- function(y1, y2, pairs, N1 = Inf, N2 = Inf, N12 = min(N1, N2), level = 0.95) {
  n1 <- length(y1); n2 <- length(y2); m <- nrow(pairs)
  v1 <- (1 - n1 / N1) * var(y1) / n1; v2 <- (1 - n2 / N2) * var(y2) / n2
  excess <- m / (n1 * n2) - if (is.infinite(N1)) 0 else N12 / (N1 * N2)
  s12 <- cov(pairs[, 1], pairs[, 2]); s <- sd(y1) * sd(y2); s12 <- max(-s, min(s, s12))
  if (excess < 0) s12 <- max(s12, s / 2)
  se <- sqrt(v1 + v2 - 2 * s12 * excess)
  welch <- (v1 + v2)^2 / (v1^2 / (n1 - 1) + v2^2 / (n2 - 1)); once <- n1 + n2 - 2 * m
  df <- m - 1 + (welch - m + 1) * once / (once + 2 * m)
  d <- mean(y2) - mean(y1)
  c(d, se, df, d + c(-1, 1) * qt((1 + level) / 2, df) * se, 2 * pt(-abs(d / se), df))
}
golden("partly", partly(y1, y2, cbind(y1[4:10], y2[1:7])))
golden("partly_of_40", partly(y1, y2, cbind(y1[4:10], y2[1:7]), 40, 50))
golden("partly_of_40_30", partly(y1, y2, cbind(y1[4:10], y2[1:7]), 40, 50, 30))
golden("scarce_mean", partly(y1, y2, cbind(y1[9:10], y2[1:2]), 24, 25))

# ---- weighted -------------------------------------------------------------------------------
# 60 and 66 respondents of 400; units 31 to 60 of the first wave are 1 to 30 of the second
one <- data.frame(id = 1:60); two <- data.frame(id = 31:96)
make <- function(d, k) transform(d,
  y = as.numeric((id * k) %% 7 < 3), score = (id * k) %% 5 + 1,
  place = c("A", "B", "C")[(id * k) %% 3 + 1], own = ifelse((id + k) %% 4 == 0, "j", "n"), w = 1 + (id %% 3))
one <- make(one, 11); two <- make(two, 13)
weighted <- function(d, formula, raked = FALSE) {
  design <- svydesign(ids = ~1, data = d, weights = if (raked) ~rep(1, nrow(d)) else ~w)
  if (raked) design <- rake(design, list(~place, ~own), list(
    data.frame(place = c("A", "B", "C"), Freq = c(200, 120, 80)), data.frame(own = c("j", "n"), Freq = c(90, 310))),
    control = list(maxit = 1000, epsilon = 1e-13))
  y <- model.frame(formula, d)[[1]]; w <- weights(design)
  m <- sum(w * y) / sum(w); u <- (y - m) / sum(w)
  if (raked) u <- residuals(lm(u ~ factor(d$place) + factor(d$own)))
  n <- nrow(d); contribution <- w * u
  # limits after raking are wider: the fit of three places and two kinds has four classes of its own
  widen <- if (raked) sqrt((n - 1) / (n - 4)) else 1
  list(m = m, u = contribution, n = n, widen = widen, v = n / (n - 1) * sum((contribution - mean(contribution))^2))
}
compare <- function(a, b, N = Inf, kind = "mean") {
  v1 <- a$v * (1 - a$n / N); v2 <- b$v * (1 - b$n / N)
  s <- sd(a$u) * sd(b$u); r <- max(-1, min(1, cov(a$u[31:60], b$u[1:30]) / s))
  excess <- 30 / (a$n * b$n) - if (is.infinite(N)) 0 else 1 / N
  rho <- r * excess * sqrt(a$n * b$n / ((1 - a$n / N) * (1 - b$n / N)))
  se <- sqrt(v1 + v2 - 2 * rho * sqrt(v1 * v2)); w1 <- v1 * a$widen^2; w2 <- v2 * b$widen^2
  wide <- sqrt(w1 + w2 - 2 * rho * sqrt(w1 * w2))
  welch <- (v1 + v2)^2 / (v1^2 / (a$n - 1) + v2^2 / (b$n - 1)); once <- a$n + b$n - 60
  df <- 29 + (welch - 29) * once / (once + 60)
  if (kind == "mean") return(c(b$m - a$m, se, df, b$m - a$m + c(-1, 1) * qt(0.975, df) * wide, rho))
  side <- function(x, v) { e <- x$m * (1 - x$m) / v; wilson(x$m, e, qt(0.975, x$n - 1)) }
  # Newcombe's continuity correction: half a respondent in each cell of yes and no
  half <- 1 / (2 * 30 * sqrt(a$m * (1 - a$m) * b$m * (1 - b$m))) * rho / r
  wary <- if (rho > 0) max(rho - half, 0) else rho
  c(b$m - a$m, se, df, mover(a$m, side(a, w1), b$m, side(b, w2), wary), rho)
}
golden("weighted_mean", compare(weighted(one, ~score), weighted(two, ~score)))
golden("weighted_mean_of_400", compare(weighted(one, ~score), weighted(two, ~score), 400))
golden("weighted_share", compare(weighted(one, ~y), weighted(two, ~y), Inf, "share"))
golden("raked_mean_of_400", compare(weighted(one, ~score, TRUE), weighted(two, ~score, TRUE), 400))
golden("raked_share_of_400", compare(weighted(one, ~y, TRUE), weighted(two, ~y, TRUE), 400, "share"))
alike <- transform(two, y = as.numeric((id * 11) %% 7 < 3 | id == 40))
golden("alike_share", compare(weighted(one, ~y), weighted(alike, ~y), Inf, "share"))
golden("alike_share_of_400", compare(weighted(one, ~y), weighted(alike, ~y), 400, "share"))

# ---- verdicts -------------------------------------------------------------------------------
# 1 no difference that matters, 2 clear, 3 likely, 4 uncertain: the first of them that holds
verdict <- function(d, low, high, low80, high80, relevant = 0.02) which(c(
  low > -relevant & high < relevant, (low > 0 | high < 0) & abs(d) >= relevant, low80 > 0 | high80 < 0, TRUE))[1]
around <- function(d, half, half80, ...) verdict(d, d - half, d + half, d - half80, d + half80, ...)
golden("verdicts", c(
  around(0.005, 0.01, 0.006), around(0.08, 0.05, 0.03), around(-0.08, 0.05, 0.03), around(0.03, 0.05, 0.02),
  around(-0.03, 0.05, 0.02), around(0.03, 0.05, 0.04), around(0.015, 0.01, 0.005), around(0, 0.02, 0.01)))
golden("verdicts_5", c(around(0.08, 0.05, 0.03, 0.1), around(0.03, 0.01, 0.005, 0.05), around(0.2, 0.1, 0.05, 0.05)))
# of complete counts: clear where both bounds matter in one direction, no difference where neither does
census <- function(low, high, relevant = 0.02) ifelse(
  (low > -relevant & high < relevant) | (low == 0 & high == 0), 1,
  ifelse((low >= relevant & low > 0) | (high <= -relevant & high < 0), 2, 4))
golden("census_verdicts", census(
  c(0.03, -0.05, -0.01, 0.01, -0.05, 0.02, 0, -0.02), c(0.05, -0.03, 0.01, 0.05, 0.05, 0.02, 0.019, 0.01)))
golden("census_verdicts_0", census(c(0, 0.001, 0, -0.001), c(0, 0.002, 0.001, 0.001), 0))
# the worked example of docs/methode.md: 70 of 1,000 and 40 unknown, then 150 of 1,000 and 60 unknown
golden("census_example", census(150 / 1060 - 110 / 1040, 210 / 1060 - 70 / 1040))
# correlation of two answers of the same people
golden("phi", cor(rep(c(1, 1, 0, 0), cavo), rep(c(1, 0, 1, 0), cavo)))
