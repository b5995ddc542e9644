using System.Text.Json.Nodes;
using Azure.Core;
using Jumpbox.Azure.Arm;
using Jumpbox.Settings;

namespace Jumpbox.Azure.Clients;

/// <summary>Virtual machines with their interfaces, disks and run commands.</summary>
internal sealed class Machines
{
    private readonly ArmSender _client;

    internal Machines(ArmSender client) => _client = client;

    /// <summary>The API version of one of these resources.</summary>
    public static string VersionOf(ResourceId id) =>
        id.IsOfType("Microsoft.Compute/disks") ? ApiVersions.Disks
        : id.Type.StartsWith("Microsoft.Compute", StringComparison.OrdinalIgnoreCase) ? ApiVersions.Compute
        : ApiVersions.Network;

    /// <summary>Reads a resource; null if there is none.</summary>
    public Task<JsonObject?> GetAsync(ResourceId id, CancellationToken cancellationToken) =>
        _client.ReadAsync(Call("read", RequestMethod.Get, id), cancellationToken);

    /// <summary>Starts the creation of a resource.</summary>
    public Task<ArmOperation> CreateAsync(ResourceId id, JsonObject body, CancellationToken cancellationToken) =>
        _client.StartAsync(Call("create", RequestMethod.Put, id) with { Body = body }, cancellationToken);

    /// <summary>Starts the deletion of a resource; null when there is none.</summary>
    public Task<ArmOperation?> DeleteAsync(ResourceId id, CancellationToken cancellationToken) =>
        _client.DeleteAsync(Call("delete", RequestMethod.Delete, id), cancellationToken);

    /// <summary>Reads a run command with what its script has written.</summary>
    public Task<JsonObject?> CommandAsync(ResourceId id, CancellationToken cancellationToken) =>
        _client.ReadAsync(
            Call("read", RequestMethod.Get, id) with
            {
                Query = [("$expand", "instanceView")],
            },
            cancellationToken
        );

    /// <summary>Reads what the agent and the host report of a machine; null if there is none.</summary>
    public Task<JsonObject?> InstanceViewAsync(ResourceId machine, CancellationToken cancellationToken) =>
        _client.ReadAsync(
            new($"read the state of {machine.Name}", RequestMethod.Get, $"{machine}/instanceView", ApiVersions.Compute),
            cancellationToken
        );

    /// <summary>Starts the restart of a machine.</summary>
    public Task<ArmOperation> RestartAsync(ResourceId machine, CancellationToken cancellationToken) =>
        _client.StartAsync(
            new($"restart {machine.Name}", RequestMethod.Post, $"{machine}/restart", ApiVersions.Compute),
            cancellationToken
        );

    /// <summary>Requests the signed addresses of a machine's serial console log and screenshot; null each if there is none.</summary>
    public async Task<(Uri? Console, Uri? Screen)> DiagnosticsAsync(
        ResourceId machine,
        CancellationToken cancellationToken
    )
    {
        JsonObject? answer = await _client.ReadAsync(
            new(
                $"read the boot diagnostics of {machine.Name}",
                RequestMethod.Post,
                $"{machine}/retrieveBootDiagnosticsData",
                ApiVersions.Compute
            )
            {
                IsQuestion = true,
            },
            cancellationToken
        );
        return (Address(answer, "serialConsoleLogBlobUri"), Address(answer, "consoleScreenshotBlobUri"));
    }

    private static Uri? Address(JsonObject? answer, string name) =>
        Uri.TryCreate(answer.Text(name), UriKind.Absolute, out Uri? address) && address.Scheme == Uri.UriSchemeHttps
            ? address
            : null;

    private static ArmCall Call(string verb, RequestMethod method, ResourceId id) =>
        new($"{verb} {id.Type} {id.Name}", method, $"{id}", VersionOf(id));
}
