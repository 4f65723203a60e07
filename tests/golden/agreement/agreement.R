# Cohen's kappa from the definition of the standard error by the delta method: derivatives of kappa
# to the cells of the table, found by differences, times their multinomial covariance.
source("../golden.R")

kappa_of <- function(p) {
  chance <- sum(rowSums(p) * colSums(p))
  (sum(diag(p)) - chance) / (1 - chance)
}
delta_se <- function(table) {
  n <- sum(table); p <- as.vector(table / n); k <- nrow(table)
  slope <- sapply(seq_along(p), function(i) {
    step <- 1e-6; up <- p; down <- p
    up[i] <- up[i] + step; down[i] <- down[i] - step
    (kappa_of(matrix(up, k)) - kappa_of(matrix(down, k))) / (2 * step)
  })
  sqrt((sum(p * slope^2) - sum(p * slope)^2) / n)
}

# Fleiss, Levin & Paik (2003), Statistical Methods for Rates and Proportions, table 18.1:
# 100 patients sorted by two readers; the book gives kappa 0.68
patients <- matrix(c(75, 1, 4, 5, 4, 1, 0, 0, 10), 3, byrow = TRUE)
golden("kappa_patients", kappa_of(patients / sum(patients)))
golden("se_patients", delta_se(patients))
two <- matrix(c(20, 5, 10, 15), 2, byrow = TRUE)
golden("kappa_two", kappa_of(two / sum(two)))
golden("se_two", delta_se(two))
golden("limits_two", kappa_of(two / 50) + c(-1, 1) * qnorm(0.975) * delta_se(two))

# several codes: agreement and chance averaged over the codes; jackknife over the things
first <- matrix(c(1,0,0, 1,1,0, 0,0,1, 0,1,0, 1,0,0, 0,0,0, 0,1,1, 1,0,0), ncol = 3, byrow = TRUE)
second <- matrix(c(1,0,0, 1,0,0, 0,0,1, 0,1,0, 0,0,0, 0,0,0, 0,1,1, 1,0,1), ncol = 3, byrow = TRUE)
pooled <- function(a, b) {
  agree <- mean(colMeans(a == b))
  chance <- mean(colMeans(a) * colMeans(b) + (1 - colMeans(a)) * (1 - colMeans(b)))
  (agree - chance) / (1 - chance)
}
golden("pooled", pooled(first, second))
loo <- sapply(1:8, function(i) pooled(first[-i, ], second[-i, ]))
golden("pooled_se", sqrt(7 / 8 * sum((loo - mean(loo))^2)))
