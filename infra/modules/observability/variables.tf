variable "name" {
  description = "Name of the dashboard."
  type        = string
}

variable "region" {
  description = "The region."
  type        = string
}

variable "functions" {
  description = "Names of the functions, by what they do."
  type        = map(string)
}

variable "queues" {
  description = "Names of the queues, by what waits in them."
  type        = map(string)
}

variable "dead_letter_queues" {
  description = "Names of the queues of dead letters, by whose they are."
  type        = map(string)
}

variable "tables" {
  description = "Names of the tables."
  type        = list(string)
}
