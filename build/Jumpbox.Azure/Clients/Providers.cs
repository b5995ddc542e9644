using System.Text.Json.Nodes;
using Azure.Core;
using Jumpbox.Azure.Arm;

namespace Jumpbox.Azure.Clients;

internal sealed class Providers
{
    private readonly ArmSender _client;

    internal Providers(ArmSender client) => _client = client;

    /// <summary>Reads a resource provider; null when the cloud does not have it.</summary>
    public async Task<ResourceProvider?> GetAsync(
        string subscription,
        string @namespace,
        CancellationToken cancellationToken
    )
    {
        ArmCall call = new(
            $"read resource provider {@namespace}",
            RequestMethod.Get,
            $"/subscriptions/{subscription}/providers/{@namespace}",
            ApiVersions.Resources
        );
        return await _client.ReadAsync(call, cancellationToken) is { } body ? Read(body) : null;
    }

    /// <summary>Starts the registration of a provider. It takes minutes: read the provider until it is registered.</summary>
    public async Task<ResourceProvider> RegisterAsync(
        string subscription,
        string @namespace,
        CancellationToken cancellationToken
    )
    {
        ArmCall call = new(
            $"register resource provider {@namespace}",
            RequestMethod.Post,
            $"/subscriptions/{subscription}/providers/{@namespace}/register",
            ApiVersions.Resources
        );
        ArmAnswer answer = await _client.SendAsync(call, cancellationToken);
        return Read(answer.BodyOrFail(call.Asked, call.Path));
    }

    private static ResourceProvider Read(JsonObject body) =>
        new(
            body.Text("namespace") ?? "",
            body.Required("registrationState"),
            [
                .. body.Objects("resourceTypes")
                    .Select(type => new ProvidedType(
                        type.Text("resourceType") ?? "",
                        type.Texts("locations"),
                        type.Texts("apiVersions")
                    )),
            ]
        );
}
