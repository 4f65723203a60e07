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

# ---- the replicates that seed 5 gives -------------------------------------------------------
# draws.csv: how often each respondent was drawn, (n - 1)/n times what
# rescaled_bootstrap(weights = ones, replicates = 8, seed = 5) returns
times <- as.matrix(read.csv("draws.csv"))
scaled <- 1 - lambda + lambda * times * n / (n - 1)
people$satisfied <- as.numeric(people$score >= 4)
people$large <- as.numeric(people$members > 30)
seeded <- function(w, factors) svrepdesign(data = people, weights = w, repweights = factors,
  type = "other", scale = 1 / ncol(times), rscales = rep(1, ncol(times)),
  combined.weights = TRUE, mse = TRUE)
# euros as weights: nearly all differ, so that respondents are drawn one by one, as here
of_euro <- seeded(people$euro, people$euro * scaled)
of_raked <- seeded(raked_to(people$base), apply(people$base * scaled, 2, raked_to))
golden("seeded_replicates", weights(of_euro, "analysis")[1:4, 1:3])

# estimate, se, n, effective n, and the limits of a share: Wilson on the effective n with
# Student's t, base R; R's own svyciprop for the logit
share <- function(item, design, level = 0.95) {
  answered <- design[!is.na(design$variables[[all.vars(item)]]), ]
  m <- svymean(item, answered); p <- coef(m)[[1]]; se <- SE(m)[[1]]; count <- nrow(answered)
  n_eff <- p * (1 - p) / se^2; t <- qt((1 + level) / 2, count - 1)
  wilson <- prop.test(p * n_eff, n_eff, conf.level = 2 * pnorm(t) - 1, correct = FALSE)$conf.int
  logit <- attr(svyciprop(item, answered, method = "xlogit", df = count - 1, level = level), "ci")
  c(p, se, count, n_eff, wilson, logit)
}
golden("seeded_yes", share(~yes, of_euro))
golden("seeded_large", share(~large, of_euro))
golden("seeded_satisfied", share(~satisfied, of_euro))
golden("seeded_satisfied_80", share(~satisfied, of_euro, 0.8))
golden("seeded_raked_yes", share(~yes, of_raked))
golden("seeded_raked_satisfied", share(~satisfied, of_raked))

# all of 40 said no: no draw tells anything; Kish's n in a population of 200, Wilson with t
w <- rep(1:2, each = 20)
kish <- sum(w)^2 / sum(w^2) * (200 - 1) / (200 - 40)
golden("all_alike", c(kish, prop.test(0, kish, conf.level = 2 * pnorm(qt(0.975, 39)) - 1, correct = FALSE)$conf.int))

# ---- shares drawn as normal: their means, and the covariance their draws come from ----------
whole <- svydesign(ids = ~1, data = people, weights = ~base, fpc = ~all)
complete <- svymean(~yes + satisfied + large, subset(whole, !is.na(yes) & !is.na(satisfied)))
golden("normal_complete", coef(complete))
golden("normal_complete_covariance", vcov(complete))
# every item on those who answered it: totals of the linearised answers
each <- sapply(c("yes", "satisfied", "large"), function(item)
  coef(svymean(as.formula(paste0("~", item)), whole, na.rm = TRUE)))
linear <- function(y) ifelse(is.na(y), 0, y - weighted.mean(y, people$base, na.rm = TRUE)) / sum(people$base[!is.na(y)])
scores <- update(whole, z1 = linear(yes), z2 = linear(satisfied), z3 = linear(large))
golden("normal_each", each)
golden("normal_each_covariance", vcov(svytotal(~z1 + z2 + z3, scores)))
