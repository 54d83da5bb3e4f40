"""Entry points. LocalStack loads them before its services, so the imports wait until they are asked for."""

from localstack.runtime import hooks
from localstack.services.lambda_.invocation.plugins import RuntimeExecutorPlugin


class ProcessExecutorPlugin(RuntimeExecutorPlugin):
    name = "process"

    def load(self, *args, **kwargs):
        from narthex_emulator.executor import ProcessExecutor

        return ProcessExecutor


@hooks.on_infra_start()
def install_authorizers():
    from localstack.services.apigateway.next_gen.execute_api import handlers
    from narthex_emulator.authorizers import ask_authorizer

    handlers.preprocess_request.handlers.append(ask_authorizer)
