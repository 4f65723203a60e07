# Raking against survey::rake and against loglin (base R), and Kish's measures.
source("../golden.R")
suppressMessages(library(survey))

people <- read.csv("../survey/respondents.csv")
province <- data.frame(province = c("A", "B", "C", "D"), Freq = c(380, 310, 195, 100))
diaspora <- data.frame(diaspora = c("ja", "nee"), Freq = c(265, 720))
exactly <- list(maxit = 1000, epsilon = 1e-12)
raked <- rake(svydesign(ids = ~1, data = people, weights = rep(1, 120)),
  list(~province, ~diaspora), list(province, diaspora), control = exactly)
based <- rake(svydesign(ids = ~1, data = people, weights = ~base),
  list(~province, ~diaspora), list(province, diaspora), control = exactly)

golden("raked", weights(raked)[1:12])
golden("raked_base", weights(based)[1:12])
golden("design_effect", 120 * sum(weights(raked)^2) / sum(weights(raked))^2)
golden("effective_n", sum(weights(raked))^2 / sum(weights(raked)^2))
golden("design_effect_base", 120 * sum(weights(based)^2) / sum(weights(based))^2)

# the same by iterative proportional fitting of the table, cell by cell
target <- outer(province$Freq, diaspora$Freq) / 985
cells <- loglin(target, list(1, 2), start = table(people$province, people$diaspora),
  fit = TRUE, print = FALSE, eps = 1e-12, iter = 1000)$fit
golden("cells", cells)

# three margins, one class of fewer than five respondents merged with the next smallest first
people$size <- c(rep("small", 60), rep("middle", 48), rep("large", 9), rep("huge", 3))
people$merged <- ifelse(people$size %in% c("large", "huge"), "top", people$size)
sizes <- data.frame(merged = c("middle", "small", "top"), Freq = c(350, 500, 135))
three <- rake(svydesign(ids = ~1, data = people, weights = rep(1, 120)),
  list(~province, ~diaspora, ~merged), list(province, diaspora, sizes), control = exactly)
golden("collapsed", weights(three)[c(1, 61, 109, 118, 119, 120)])
