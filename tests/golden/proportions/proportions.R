# Intervals for a share. Base R has no finite Wilson and no exact finite interval; they are
# written out here from their definitions, the exact one by trying every K of N.
source("../golden.R")
options(warn = -1)

z <- qnorm(0.975)
effective <- function(n, N) n * (N - 1) / (N - n)
wilson <- function(k, n, N, level = 0.95) {
  z2 <- qnorm((1 + level) / 2)^2 * (N - n) / (N - 1)
  p <- k / n
  (p + z2 / (2 * n) + c(-1, 1) * sqrt(z2 * p * (1 - p) / n + z2^2 / (4 * n^2))) / (1 + z2 / n)
}
hypergeometric <- function(k, n, N, level = 0.95) {
  tail <- (1 - level) / 2
  all <- k:(N - n + k)
  above <- phyper(k - 1, all, N - all, n, lower.tail = FALSE)
  below <- phyper(k, all, N - all, n)
  range(all[above > tail & below > tail]) / N
}
agresti_coull <- function(k, n) {
  middle <- (k + z^2 / 2) / (n + z^2)
  middle + c(-1, 1) * z * sqrt(middle * (1 - middle) / (n + z^2))
}
beta <- function(k, n, lower, upper) {
  c(qbeta(0.025, k + lower, n - k + 1 - lower), qbeta(0.975, k + upper, n - k + 1 - upper))
}

# Newcombe (1998), Statistics in Medicine 17, table I: the four examples
golden("wilson_81_263", prop.test(81, 263, correct = FALSE)$conf.int)
golden("wilson_15_148", prop.test(15, 148, correct = FALSE)$conf.int)
golden("wilson_0_20", prop.test(0, 20, correct = FALSE)$conf.int)
golden("wilson_1_29", prop.test(1, 29, correct = FALSE)$conf.int)
golden("exact_81_263", binom.test(81, 263)$conf.int)
golden("exact_15_148", binom.test(15, 148)$conf.int)
golden("exact_0_20", binom.test(0, 20)$conf.int)
golden("exact_1_29", binom.test(1, 29)$conf.int)
golden("wilson_90_15_148", prop.test(15, 148, correct = FALSE, conf.level = 0.9)$conf.int)
golden("exact_80_1_29", binom.test(1, 29, conf.level = 0.8)$conf.int)

# other methods, population unlimited
golden("jeffreys_15_148", beta(15, 148, 0.5, 0.5))
golden("jeffreys_1_29", beta(1, 29, 0.5, 0.5))
golden("agresti_coull_15_148", agresti_coull(15, 148))
golden("wald_81_263", 81 / 263 + c(-1, 1) * z * sqrt(81 / 263 * (182 / 263) / 263))
golden("se_81_263", sqrt(81 / 263 * (182 / 263) / 263))

# finite populations
golden("finite_wilson_24_160_985", wilson(24, 160, 985))
golden("finite_wilson_7_100_985", wilson(7, 100, 985))
golden("finite_wilson_80_24_160_985", wilson(24, 160, 985, 0.8))
golden("finite_wilson_200_500_985", wilson(200, 500, 985))
golden("finite_exact_45_100_300", hypergeometric(45, 100, 300))
golden("finite_exact_2_150_985", hypergeometric(2, 150, 985))
golden("finite_exact_0_40_985", hypergeometric(0, 40, 985))
golden("finite_exact_38_39_985", hypergeometric(38, 39, 985))
golden("finite_exact_12_25_60", hypergeometric(12, 25, 60))
golden("finite_exact_90_24_160_985", hypergeometric(24, 160, 985, 0.9))
golden("finite_clopper_pearson_24_160_985", beta(0.15 * effective(160, 985), effective(160, 985), 0, 1))
golden("finite_jeffreys_24_160_985", beta(0.15 * effective(160, 985), effective(160, 985), 0.5, 0.5))
golden("finite_agresti_coull_24_160_985", agresti_coull(0.15 * effective(160, 985), effective(160, 985)))
golden("finite_wald_24_160_985", 0.15 + c(-1, 1) * z * sqrt(0.15 * 0.85 / 160 * (985 - 160) / (985 - 1)))
golden("finite_se_24_160_985", sqrt(0.15 * 0.85 / 160 * (985 - 160) / (985 - 1)))

# too large to try every total: the first and the last one that phyper does not reject, by halving
first <- function(no, yes, is_yes) {
  while (yes - no > 1) { middle <- floor((no + yes) / 2); if (is_yes(middle)) yes <- middle else no <- middle }
  yes
}
halved <- function(k, n, N) {
  low <- first(k - 1, N - n + k, function(K) phyper(k - 1, K, N - K, n, lower.tail = FALSE) > 0.025)
  c(low, first(k - 1, N - n + k + 1, function(K) phyper(k, K, N - K, n) <= 0.025) - 1) / N
}
golden("finite_exact_3_10_10000000", halved(3, 10, 1e7))
golden("finite_exact_2_400_6800000", halved(2, 400, 6.8e6))

# planning
needed <- function(h, N = Inf, p = 0.5, level = 0.95) {
  n0 <- qnorm((1 + level) / 2)^2 * p * (1 - p) / h^2
  ceiling(n0 / (1 + (n0 - 1) / N))
}
golden("sample_size_5", needed(0.05))
golden("sample_size_5_985", needed(0.05, 985))
golden("sample_size_3_985_15", needed(0.03, 985, 0.15))
golden("sample_size_5_90", needed(0.05, level = 0.9))
golden("change_150_15", power.prop.test(n = 150, p1 = 0.15, power = 0.8, tol = 1e-14)$p2 - 0.15)
golden("change_80_50_90", power.prop.test(n = 80, p1 = 0.5, power = 0.9, tol = 1e-14)$p2 - 0.5)
golden("change_150_15_10", power.prop.test(n = 150, p1 = 0.15, power = 0.8, sig.level = 0.1, tol = 1e-14)$p2 - 0.15)
# partly the same respondents of one population: variance of the difference as in Tam (1984)
detectable <- function(n1, n2, p, N, both, r) {
  s <- function(p) p * (1 - p) * N / (N - 1)
  v <- function(p1, p2) (1 - n1 / N) * s(p1) / n1 + (1 - n2 / N) * s(p2) / n2 -
    2 * r * sqrt(s(p1) * s(p2)) * (both / (n1 * n2) - 1 / N)
  gap <- function(d) { m <- (n1 * p + n2 * (p + d)) / (n1 + n2); z * sqrt(v(m, m)) + qnorm(0.8) * sqrt(v(p, p + d)) - d }
  uniroot(gap, c(1e-9, 1 - p), tol = 1e-14)$root
}
golden("change_150_160_985_0", detectable(150, 160, 0.07, 985, 0, 0.5))
golden("change_150_160_985_50", detectable(150, 160, 0.07, 985, 50, 0.6))

# the pieces others build on: effective trials, and limits of a share of so many, whole or not
golden("effective_trials", c(effective(150, 985), effective(1, 985), effective(984, 985)))
golden("limits_wilson", prop.test(0.15 * 188.3, 188.3, correct = FALSE)$conf.int)
golden("limits_wilson_80", prop.test(0.15 * 188.3, 188.3, conf.level = 0.8, correct = FALSE)$conf.int)
golden("limits_clopper_pearson", beta(0.15 * 188.3, 188.3, 0, 1))
golden("limits_jeffreys", beta(0.15 * 188.3, 188.3, 0.5, 0.5))
golden("limits_agresti_coull", agresti_coull(0.15 * 188.3, 188.3))
golden("limits_wald", 0.15 + c(-1, 1) * z * sqrt(0.15 * 0.85 / 188.3))
golden("wilson_limits", prop.test(0.3 * 41.7, 41.7, conf.level = 1 - 2 * pnorm(-2.1), correct = FALSE)$conf.int)
