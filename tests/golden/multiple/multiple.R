# Adjusted p-values. The first fifteen are those of Benjamini & Hochberg (1995), section 4.
source("../golden.R")

bh95 <- c(0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240,
          0.4262, 0.5719, 0.6528, 0.7590, 1.0000)
golden("holm_1995", p.adjust(bh95, "holm"))
golden("bh_1995", p.adjust(bh95, "BH"))

mixed <- c(0.03, 0.001, NA, 0.2, 0.03, 0.04, 0)
golden("holm_mixed", na.omit(p.adjust(mixed, "holm")))
golden("bh_mixed", na.omit(p.adjust(mixed, "BH")))
