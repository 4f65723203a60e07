# Dissimilarity with its chi-square, and the R-indicator.
source("../golden.R")

dissimilarity <- function(o, r) sum(abs(o / sum(o) - r / sum(r))) / 2
tested <- function(x) c(x$statistic, x$parameter, x$p.value)

# Mendel (1866): 556 peas against 9 : 3 : 3 : 1
peas <- c(315, 108, 101, 32)
golden("mendel", tested(chisq.test(peas, p = c(9, 3, 3, 1) / 16)))
golden("mendel_distance", dissimilarity(peas, c(9, 3, 3, 1)))

# a panel of 250 against the register of 985 it was drawn from
panel <- c(120, 60, 45, 25)
register <- c(380, 310, 195, 100)
golden("panel", tested(chisq.test(panel, p = register / 985)))
golden("panel_distance", dissimilarity(panel, register))
golden("panel_finite", {
  x <- chisq.test(panel, p = register / 985)$statistic * (985 - 1) / (985 - 250)
  c(x, pchisq(x, 3, lower.tail = FALSE))
})

# Bickel, Hammel and O'Connell (1975): admission as response, with sex and department
units <- as.data.frame(UCBAdmissions)
units <- units[rep(seq_len(nrow(units)), units$Freq), ]
model <- glm(I(Admit == "Admitted") ~ Gender + Dept, binomial, units,
  control = glm.control(epsilon = 1e-15, maxit = 100))
rho <- fitted(model)
golden("r_indicator", 1 - 2 * sd(rho))
golden("max_bias", sd(rho) / mean(rho))
golden("response_rate", mean(rho))
golden("r_of_gender", {
  alone <- fitted(glm(I(Admit == "Admitted") ~ Gender, binomial, units,
    control = glm.control(epsilon = 1e-15, maxit = 100)))
  1 - 2 * sd(alone)
})
golden("partial_gender", {
  share <- tapply(rho, units$Gender, mean)
  (share - mean(rho)) * sqrt(table(units$Gender) / nrow(units))
})
golden("partial_dept", {
  share <- tapply(rho, units$Dept, mean)
  (share - mean(rho)) * sqrt(table(units$Dept) / nrow(units))
})
