# The rescaled bootstrap on draws that are written down: R's raking of every replicate
# and its variance from replicate weights.
source("../golden.R")
suppressMessages(library(survey))

people <- read.csv("../survey/respondents.csv")
people$all <- 985
n <- 120
replicates <- 6
# how often each respondent comes up in 119 draws: respondent (a + b·i + c·i²) mod 120 in draw i
coefficients <- list(c(0, 1, 1), c(7, 3, 2), c(11, 1, 7), c(5, 9, 4), c(2, 4, 11), c(19, 7, 3))
drawn <- sapply(coefficients, function(k) {
  i <- 1:(n - 1)
  tabulate((k[1] + k[2] * i + k[3] * i^2) %% n + 1, n)
})
lambda <- sqrt(1 - n / 985)
factors <- 1 - lambda + lambda * drawn * n / (n - 1)

margins <- list(
  data.frame(province = c("A", "B", "C", "D"), Freq = c(380, 310, 195, 100)),
  data.frame(diaspora = c("ja", "nee"), Freq = c(265, 720)))
# each replicate raked by itself: on a replicate design, rake stops when the full sample is met
raked_to <- function(w) weights(rake(svydesign(ids = ~1, data = people, weights = w),
  list(~province, ~diaspora), margins, control = list(maxit = 2000, epsilon = 1e-13)))
with_replicates <- function(w, replicate_weights) svrepdesign(data = people, weights = w,
  repweights = replicate_weights, type = "other", scale = 1 / replicates,
  rscales = rep(1, replicates), combined.weights = TRUE, mse = TRUE)
plain <- with_replicates(rep(985 / n, n), factors * 985 / n)
raked <- with_replicates(raked_to(rep(1, n)), apply(factors, 2, raked_to))
based <- with_replicates(raked_to(people$base), apply(factors * people$base, 2, raked_to))

golden("plain_replicates", weights(plain, "analysis")[1:4, 1:3])
golden("plain_mean", c(coef(svymean(~euro, plain)), SE(svymean(~euro, plain))))
golden("raked_replicates", weights(raked, "analysis")[1:4, 1:3])
golden("raked_mean", c(coef(svymean(~euro, raked)), SE(svymean(~euro, raked))))
golden("based_replicates", weights(based, "analysis")[1:4, 1:3])
golden("based_mean", c(coef(svymean(~euro, based)), SE(svymean(~euro, based))))

# what the bootstrap estimates: the linearised standard error, met within its own noise
golden("linearised", SE(svymean(~euro, svydesign(ids = ~1, data = people, fpc = ~all))))
