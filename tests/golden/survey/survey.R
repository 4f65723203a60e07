# Means, totals, ratios, shares and a cross table under several designs.
source("../golden.R")
suppressMessages(library(survey))
options(survey.lonely.psu = "fail")

people <- read.csv("respondents.csv")
people$all <- 985
people$drawn <- 985 / 120
people$in_stratum <- c(a = 400, b = 350, c = 235)[people$stratum]
people$clusters <- c(a = 60, b = 50, c = 40)[people$stratum]
people$w_stratum <- c(a = 400 / 50, b = 350 / 40, c = 235 / 30)[people$stratum]
people$said_yes <- ifelse(is.na(people$yes), 0, people$yes)  # left out again by answered()
people$many <- as.numeric(people$members > 30)
people$satisfied <- as.numeric(people$score >= 4)
simple <- svydesign(ids = ~1, data = people, fpc = ~all)
unlimited <- svydesign(ids = ~1, data = people, weights = ~base)
strata <- svydesign(ids = ~1, strata = ~stratum, data = people, fpc = ~in_stratum)
clustered <- svydesign(ids = ~cluster, strata = ~stratum, weights = ~base, data = people,
  fpc = ~clusters)
margins <- list(
  data.frame(province = c("A", "B", "C", "D"), Freq = c(380, 310, 195, 100)),
  data.frame(diaspora = c("ja", "nee"), Freq = c(265, 720)))
exactly <- list(maxit = 1000, epsilon = 1e-12)
raked <- rake(simple, list(~province, ~diaspora), margins, control = exactly)
# with unequal base weights the residuals of a regression with these weights, as calibrate does
greg <- calibrate(
  svydesign(ids = ~1, strata = ~stratum, weights = ~base, data = people, fpc = ~in_stratum),
  ~ province + diaspora, calfun = "raking", epsilon = 1e-12, maxit = 1000,
  population = c("(Intercept)" = 985, provinceB = 310, provinceC = 195, provinceD = 100,
    diasporanee = 720))

two <- function(x) c(coef(x), SE(x))
limits <- function(x, design) confint(x, df = degf(design))
# confint takes residuals after raking as they are; ours divides by what four provinces and two
# kinds, five classes of their own, leave free
fitted <- sqrt((nrow(people) - 1) / (nrow(people) - 5))

# Cochran (1977), section 2.15: signatures on a sample of 50 of 676 sheets
sheets <- data.frame(
  y = rep(c(42, 41, 36, 32, 29, 27, 23, 19, 16, 15, 14, 11, 10, 9, 7, 6, 5, 4, 3),
    c(23, 4, 1, 1, 1, 2, 1, 1, 2, 2, 1, 1, 1, 1, 1, 3, 2, 1, 1)), N = 676)
petition <- svydesign(ids = ~1, data = sheets, fpc = ~N)
golden("cochran_total", two(svytotal(~y, petition)))
golden("cochran_limits_80", confint(svytotal(~y, petition), level = 0.8, df = degf(petition)))

golden("simple_mean", two(svymean(~euro, simple)))
golden("simple_mean_limits", limits(svymean(~euro, simple), simple))
golden("simple_mean_missing", two(svymean(~score, simple, na.rm = TRUE)))
golden("simple_mean_deff", deff(svymean(~euro, simple, deff = TRUE)))
golden("unlimited_mean", two(svymean(~euro, unlimited)))
golden("unlimited_mean_deff", deff(svymean(~euro, unlimited, deff = "replace")))
golden("strata_mean", two(svymean(~euro, strata)))
golden("strata_mean_limits", limits(svymean(~euro, strata), strata))
golden("strata_mean_deff", deff(svymean(~euro, strata, deff = TRUE)))
golden("strata_total", two(svytotal(~euro, strata)))
golden("strata_total_limits", limits(svytotal(~euro, strata), strata))
golden("strata_total_deff", deff(svytotal(~euro, strata, deff = TRUE)))
golden("cluster_mean", two(svymean(~euro, clustered)))
golden("cluster_mean_limits", limits(svymean(~euro, clustered), clustered))
golden("cluster_total", two(svytotal(~members, clustered)))
golden("cluster_ratio", c(coef(svyratio(~euro, ~members, clustered)), SE(svyratio(~euro, ~members, clustered))))
golden("simple_ratio", c(coef(svyratio(~euro, ~members, simple)), SE(svyratio(~euro, ~members, simple))))
golden("simple_ratio_deff", deff(svyratio(~euro, ~members, simple, deff = TRUE)))
golden("raked_mean", two(svymean(~euro, raked)))
golden("raked_mean_limits", coef(svymean(~euro, raked)) + c(-1, 1) * fitted * qt(0.975, degf(raked)) * c(SE(svymean(~euro, raked))))
golden("raked_mean_deff", deff(svymean(~euro, raked, deff = TRUE)))
golden("raked_total", two(svytotal(~euro, raked)))
golden("raked_ratio", c(coef(svyratio(~euro, ~members, raked)), SE(svyratio(~euro, ~members, raked))))
golden("greg_mean", two(svymean(~euro, greg)))
golden("greg_total", two(svytotal(~euro, greg)))

# domains keep the whole design
golden("by_strata_mean", coef(svyby(~euro, ~province, strata, svymean)))
golden("by_strata_se", SE(svyby(~euro, ~province, strata, svymean)))
golden("by_cluster_se", SE(svyby(~euro, ~diaspora, clustered, svymean)))
golden("by_raked_se", SE(svyby(~euro, ~diaspora, raked, svymean)))
golden("by_raked_total_se", SE(svyby(~euro, ~stratum, raked, svytotal)))
golden("by_raked_share", coef(svyby(~satisfied, ~stratum, raked, svymean, na.rm = TRUE)))
golden("by_raked_share_se", SE(svyby(~satisfied, ~stratum, raked, svymean, na.rm = TRUE)))

# every answer in every group, answers outside and groups inside
every <- function(design) svyby(~answer, ~province, update(design, answer = factor(score)), svymean, na.rm = TRUE)
golden("shares_simple", coef(every(simple)))
golden("shares_simple_se", as.matrix(SE(every(simple))))
golden("shares_unlimited", coef(every(unlimited)))
golden("shares_unlimited_se", as.matrix(SE(every(unlimited))))
golden("shares_strata", coef(every(strata)))
golden("shares_strata_se", as.matrix(SE(every(strata))))
golden("shares_raked", coef(every(raked)))
golden("shares_raked_se", as.matrix(SE(every(raked))))

# shares: R has no Wilson for a survey, so it is written out on R's estimate and variance
wilson <- function(share, design, widen = 1) {
  p <- as.numeric(coef(share))
  n <- p * (1 - p) / as.numeric(vcov(share)) / widen^2
  t2 <- qt(0.975, degf(design))^2
  (p + t2 / (2 * n) + c(-1, 1) * sqrt(t2 * p * (1 - p) / n + t2^2 / (4 * n^2))) / (1 + t2 / n)
}
answered <- function(design) subset(design, !is.na(yes))
golden("simple_share", two(svymean(~yes, answered(simple))))
golden("simple_share_wilson", wilson(svymean(~yes, answered(simple)), answered(simple)))
golden("simple_share_beta", attr(svyciprop(~yes, answered(simple), method = "beta"), "ci"))
golden("cluster_share_wilson", wilson(svymean(~yes, answered(clustered)), answered(clustered)))
golden("cluster_share_logit", attr(svyciprop(~yes, answered(clustered), method = "xlogit"), "ci"))
golden("cluster_share_beta", attr(svyciprop(~yes, answered(clustered), method = "beta"), "ci"))
golden("cluster_share_wald", attr(svyciprop(~yes, answered(clustered), method = "mean"), "ci"))
golden("raked_share", two(svymean(~said_yes, answered(raked))))
golden("raked_share_wilson", wilson(svymean(~said_yes, answered(raked)), answered(raked), fitted))
# svyciprop would count the rows left out of a raked design, so this share has none
golden("raked_share_beta", attr(svyciprop(~many, raked, method = "beta"), "ci"))

# cross tables
tested <- function(x) c(x$statistic, x$parameter, x$p.value)
golden("test_simple", tested(svychisq(~ province + diaspora, simple)))
golden("test_strata", tested(svychisq(~ province + diaspora, strata)))
golden("test_cluster", tested(svychisq(~ stratum + diaspora, clustered)))
golden("test_raked", tested(svychisq(~ stratum + diaspora, raked)))
golden("test_missing", tested(svychisq(~ yes + province, subset(strata, !is.na(yes)))))
# Snee (1974): hair and eye colour of 592 students
snee <- as.data.frame(apply(HairEyeColor, 1:2, sum))
golden("snee_chi2", chisq.test(snee)$statistic)
