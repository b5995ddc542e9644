using System.Text.Json.Nodes;
using Azure.Core;
using Jumpbox.Azure.Arm;

namespace Jumpbox.Azure.Clients;

/// <summary>Resource providers and their registration.</summary>
internal sealed class Providers
{
    private readonly ArmSender _client;

    internal Providers(ArmSender client) => _client = client;

    /// <summary>Reads a provider.</summary>
    /// <param name="subscription">The subscription's GUID.</param>
    /// <param name="namespace">For example <c>Microsoft.VirtualMachineImages</c>.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The provider, or null when this cloud has none of this name.</returns>
    /// <exception cref="AzureFailure">It could not be read.</exception>
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

    /// <summary>Asks for a provider's registration. It takes minutes: read the provider until it is registered.</summary>
    /// <param name="subscription">The subscription's GUID.</param>
    /// <param name="namespace">The provider.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="AzureFailure">It may not be registered.</exception>
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
            body.Text("registrationState") ?? "",
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
