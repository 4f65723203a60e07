# The same work in R's survey package; prints "name seconds" of processor time per line.
# usage: Rscript speed_stats.R <rake rows.csv | shares rows.csv groups items>
suppressMessages(library(survey))
arguments <- commandArgs(trailingOnly = TRUE)
rows <- read.csv(arguments[2], stringsAsFactors = TRUE)
processor <- function(name, expression) {
  seconds <- sum(system.time(expression)[c("user.self", "sys.self")])
  cat(name, seconds, "\n")
}

if (arguments[1] == "rake") {
  margins <- grep("^m", names(rows), value = TRUE)
  totals <- lapply(margins, function(m) {
    counts <- as.data.frame(table(rows[[m]]))
    names(counts) <- c(m, "Freq")
    counts$Freq <- 10 * nrow(rows) * prop.table(counts$Freq * seq_len(nrow(counts)))
    counts
  })
  design <- svydesign(ids = ~1, data = rows, weights = rep(1, nrow(rows)))
  processor("rake", rake(design, lapply(margins, function(m) as.formula(paste("~", m))), totals,
    control = list(maxit = 100, epsilon = 1e-6)))
} else {
  rows$all <- 10 * nrow(rows)
  design <- svydesign(ids = ~1, data = rows, weights = ~w, fpc = ~all)
  items <- grep("^q", names(rows), value = TRUE)
  processor("shares", for (item in items) {
    confint(svyby(as.formula(paste("~", item)), ~group, design, svymean, na.rm = TRUE))
  })
}
