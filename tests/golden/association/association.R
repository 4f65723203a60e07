# Spearman's rank correlation, with ties, and its limits after Bonett & Wright (2000).
source("../golden.R")

limits <- function(rho, n, population = Inf, confidence = 0.95) {
  room <- if (is.finite(population)) sqrt((population - n) / (population - 1)) else 1
  half <- qnorm(1 - (1 - confidence) / 2) * sqrt((1 + rho^2 / 2) / (n - 3)) * room
  tanh(atanh(rho) + c(-1, 1) * half)
}

# thirty answers on five steps, with ties
x <- c(5,4,4,3,5,2,4,1,3,3,4,5,2,2,4,5,3,4,1,2,5,4,3,3,2,4,5,1,3,4)
y <- c(4,4,5,3,5,3,4,2,3,2,4,4,3,1,5,5,2,3,2,2,4,4,4,3,3,5,5,2,3,3)
rho <- cor(x, y, method = "spearman")
golden("rho", rho)
golden("limits", limits(rho, 30))
golden("limits_finite", limits(rho, 30, 100))
golden("limits_80", limits(rho, 30, 100, 0.8))
# Spearman (1904) as in base R's own example of cor.test: tuna quality and consumers' score
lightness <- c(44.4, 45.9, 41.9, 53.3, 44.7, 44.1, 50.7, 45.2, 60.1)
consumers <- c(2.6, 3.1, 2.5, 5.0, 3.6, 4.0, 5.2, 2.8, 3.8)
golden("tuna", cor(lightness, consumers, method = "spearman"))
# ten pairs, the fewest that have limits: every two neighbours changed places
rises <- 0:9; nearly <- c(1, 0, 3, 2, 5, 4, 7, 6, 9, 8)
golden("ten", c(cor(rises, nearly, method = "spearman"), limits(cor(rises, nearly, method = "spearman"), 10)))
