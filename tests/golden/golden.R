# golden("name", expression) prints one line of CSV: the name, R's call as text, the number.
# A vector prints one line per element, named name.1, name.2, ...
golden <- function(name, expression) {
  call <- paste(trimws(deparse(substitute(expression), width.cutoff = 500L)), collapse = " ")
  value <- as.numeric(expression)
  labels <- if (length(value) == 1) name else paste(name, seq_along(value), sep = ".")
  shown <- formatC(value, digits = 17, format = "g", width = 1)
  cat(sprintf('%s,"%s",%s\n', labels, gsub('"', '""', call), shown), sep = "")
}
cat("name,call,value\n")
