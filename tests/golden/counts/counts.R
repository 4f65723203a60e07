# Rates, their ratios, over-dispersion, seasons and waiting times.
source("../golden.R")
options(warn = -1)
suppressPackageStartupMessages(library(survival))

rate <- function(x, t, level = 0.95) {
  test <- poisson.test(x, t, conf.level = level); c(test$estimate, test$conf.int)
}
# poisson.test's own example (leukemia, 137 in 24.19893) and others
golden("leukemia", rate(137, 24.19893))
golden("questions", rate(231, 250))
golden("questions_80", rate(231, 250, 0.8))
golden("none", rate(0, 12))
golden("one", rate(1, 1))
golden("quasi", 2.5 * c(qgamma(0.025, 231 / 2.5), qgamma(0.975, 231 / 2.5 + 1)) / 250)
golden("quasi_none", 2.5 * qgamma(0.975, 1) / 12)

ratio <- function(x1, t1, x2, t2, level = 0.95) {
  test <- poisson.test(c(x1, x2), c(t1, t2), conf.level = level)
  c(test$estimate, test$conf.int, test$p.value)
}
# poisson.test's own example, as in its help: p 0.07967
golden("own_example", ratio(11, 800, 6 + 8 + 7, 1083 + 1050 + 878))
golden("two_years", ratio(231, 250, 204, 251))
golden("two_years_80", ratio(231, 250, 204, 251, 0.8))
golden("few", ratio(3, 20, 9, 21))
golden("equal", ratio(10, 5, 10, 5))
golden("first_none", ratio(0, 10, 6, 12))
golden("large", ratio(5210, 1000, 5002, 1010))
golden("millions", ratio(1003000, 1, 1000000, 1))
golden("far_apart", ratio(60, 3, 2, 41))
lower <- function(k, rest, tail = 0.025) qbeta(tail, k, rest + 1)
odds <- function(p) p / (1 - p)
golden("quasi_ratio", c(odds(lower(231 / 2.5, 204 / 2.5)), 1 / odds(lower(204 / 2.5, 231 / 2.5))) * 251 / 250)
golden("quasi_ratio_p", 2 * pbeta(250 / 501, 231 / 2.5, 204 / 2.5 + 1))

spread <- function(y, exposure, groups) {
  fit <- if (nlevels(groups) > 1) glm(y ~ groups + offset(log(exposure)), family = poisson, control = list(epsilon = 1e-15))
         else glm(y ~ offset(log(exposure)), family = poisson, control = list(epsilon = 1e-15))
  mu <- fitted(fit); chi <- sum(residuals(fit, "pearson")^2); df <- fit$df.residual
  aux <- summary(lm(I(((y - mu)^2 - y) / mu) ~ 0 + mu))
  t <- aux$coefficients[3]
  c(chi / df, chi, df, pchisq(chi, df, lower.tail = FALSE), t, pt(t, length(y) - 1, lower.tail = FALSE))
}
months <- c(14, 22, 31, 12, 18, 35, 9, 21, 27, 16, 20, 29)
days <- c(21, 20, 22, 19, 21, 20, 22, 20, 21, 22, 19, 20)
year <- gl(3, 4)
golden("spread", spread(months, rep(1, 12), gl(1, 12)))
golden("spread_by_year", spread(months, days, year))
calm <- c(18, 22, 20, 19, 21, 17, 23, 20)
golden("calm", spread(calm, rep(1, 8), gl(1, 8)))

season <- function(y, month, year, exposure, family, level = 0.95) {
  control <- list(epsilon = 1e-15, maxit = 100)
  fit <- glm(y ~ year + month + offset(log(exposure)), family = family, control = control)
  null <- glm(y ~ year + offset(log(exposure)), family = family, control = control)
  k <- nlevels(month); rows <- nlevels(year) + seq_len(k - 1)
  rates <- exp(c(0, coef(fit)[rows])); V <- matrix(0, k, k); V[-1, -1] <- vcov(fit)[rows, rows]
  g <- diag(k) - matrix(rates / sum(rates), k, k, byrow = TRUE)
  se <- sqrt(diag(g %*% V %*% t(g))); index <- rates / mean(rates)
  phi <- sum(residuals(fit, "pearson")^2) / fit$df.residual
  q <- if (family == "poisson") qnorm((1 + level) / 2) else qt((1 + level) / 2, fit$df.residual)
  test <- if (family == "poisson") anova(null, fit, test = "Chisq") else anova(null, fit, test = "F")
  c(index, index * exp(-q * se), index * exp(q * se), if (family == "poisson") test$Deviance[2] else test$F[2],
    test[2, ncol(test)], phi)
}
quarter <- gl(4, 1, 12)
steady <- c(14, 22, 31, 12, 18, 25, 33, 9, 15, 21, 29, 14)
golden("seasons", season(steady, quarter, year, days, "poisson"))
golden("seasons_80", season(steady, quarter, year, days, "poisson", 0.8))
wild <- c(14, 42, 31, 5, 38, 35, 9, 21, 57, 36, 20, 59)
golden("wild_seasons", season(wild, quarter, year, days, "quasipoisson"))
golden("one_year", anova(glm(months ~ 1, family = poisson), glm(months ~ gl(12, 1), family = poisson), test = "Chisq")[2, 4:5])

waits <- function(days, answered, level = 0.95) {
  fit <- survfit(Surv(days, answered) ~ 1, conf.type = "log-log", conf.int = level)
  at <- function(curve, left) { hit <- which(curve <= left + 1e-12); if (length(hit)) fit$time[hit[1]] else NaN }
  c(at(fit$surv, 0.5), at(fit$lower, 0.5), at(fit$upper, 0.5), at(fit$surv, 0.1), at(fit$lower, 0.1), at(fit$upper, 0.1))
}
# Freireich (1963): weeks in remission; published medians 23 (6-MP) and 8 (placebo)
mp <- c(6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35)
relapse <- c(1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0)
placebo <- c(1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23)
golden("remission", waits(mp, relapse))
golden("placebo", waits(placebo, rep(1, 21)))
golden("placebo_80", waits(placebo, rep(1, 21), 0.8))
many <- (1:120 * 37) %% 53; closed <- 1:120 %% 7 != 0
golden("many", waits(many, closed))
golden("many_99", waits(many, closed, 0.99))
