# Inequality of amounts. Package ineq is not needed: its formulas are one line each.
source("../golden.R")

gini <- function(x, corr = TRUE) {
  x <- sort(x); n <- length(x)
  g <- 2 * sum(x * seq_len(n)) / (n * sum(x)) - (n + 1) / n
  if (corr) g * n / (n - 1) else g
}
theil <- function(x) mean(ifelse(x > 0, x / mean(x) * log(pmax(x, 1) / mean(x)), 0))
lorenz <- function(x) c(0, cumsum(sort(x)) / sum(x))
top <- function(x, share) 1 - approx((0:length(x)) / length(x), lorenz(x), 1 - share)$y
jackknife <- function(x, corr = TRUE) {
  n <- length(x)
  loo <- sapply(seq_len(n), function(i) gini(x[-i], corr))
  sqrt((n - 1) / n * sum((loo - mean(loo))^2))
}

# ineq::Gini's own example, and what its help prints: 0.4620911 without correction
ilocos <- c(541, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261)
golden("gini_ilocos", gini(ilocos, corr = FALSE))
golden("gini_ilocos_corrected", gini(ilocos))
golden("theil_ilocos", theil(ilocos))
golden("top_ilocos", top(ilocos, 0.1))
golden("lorenz_ilocos", lorenz(ilocos))

# amounts as the fund grants them, refused ones (0) in and out, and without the largest
granted <- c(250, 500, 500, 750, 1000, 1000, 1250, 1500, 2000, 2500, 4000, 7500)
applied <- c(rep(0, 5), granted)
golden("gini_granted", gini(granted))
golden("gini_applied", gini(applied))
golden("gini_without_largest", gini(granted[granted < 7500]))
golden("theil_granted", theil(granted))
golden("theil_applied", theil(applied))
golden("top_granted", top(granted, 0.1))
golden("top_quarter", top(granted, 0.25))
golden("top_applied", top(applied, 0.1))
golden("gini_mean_difference", mean(abs(outer(granted, granted, "-"))) / (2 * mean(granted)) * 12 / 11)
golden("jackknife_se", jackknife(granted))
golden("jackknife_limits", gini(granted) + c(-1, 1) * qnorm(0.975) * jackknife(granted))
golden("jackknife_limits_80", gini(granted) + c(-1, 1) * qnorm(0.9) * jackknife(granted))
golden("jackknife_se_uncorrected", jackknife(granted, FALSE))
golden("jackknife_se_applied", jackknife(applied))
