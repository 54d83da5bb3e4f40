"""Entry points. LocalStack loads them before its services, so the imports wait until they are asked for."""

from localstack.runtime import hooks
from localstack.services.lambda_.invocation.plugins import RuntimeExecutorPlugin


class ProcessExecutorPlugin(RuntimeExecutorPlugin):
    name = "process"

    def load(self, *args, **kwargs):
        from narthex_emulator.executor import ProcessExecutor

        return ProcessExecutor


@hooks.on_infra_start()
def install():
    from localstack.aws import handlers as services
    from localstack.services.apigateway.next_gen.execute_api import handlers as rest_apis
    from narthex_emulator.answers import keep_together
    from narthex_emulator.authorizers import ask_authorizer
    from narthex_emulator.rights import hold_to_role

    rest_apis.preprocess_request.handlers.append(ask_authorizer)
    services.serve_custom_service_request_handlers.append(hold_to_role)
    keep_together()
