variable "name" {
  description = "Prefix of the names."
  type        = string
}

variable "emails" {
  description = "Who gets mails; each has to confirm once."
  type        = set(string)
}

variable "functions" {
  description = "Names of the functions, by what they do; tick, scrape, rules and flush are among them."
  type        = map(string)
}

variable "dead_letter_queues" {
  description = "Names of the queues of dead letters, by whose they are."
  type        = map(string)
}

variable "scrape_queue" {
  description = "Name of the queue of scrape jobs."
  type        = string
}

variable "account_id" {
  description = "The account, whose alarms alone may publish."
  type        = string
}

variable "kms_key_arn" {
  description = "Key of the topic, whose policy must let cloudwatch.amazonaws.com use it; null leaves messages unencrypted at rest."
  type        = string
}
