using System.Text.Json.Nodes;
using Azure.Core;
using Jumpbox.Azure.Arm;
using Jumpbox.Journaling;
using Jumpbox.Settings;

namespace Jumpbox.Azure.Clients;

internal sealed class ImageTemplates
{
    private const string Type = "providers/Microsoft.VirtualMachineImages/imageTemplates";
    private const int MostAttempts = 4;
    private readonly ArmSender _client;

    internal ImageTemplates(ArmSender client) => _client = client;

    public async Task<ImageTemplate?> GetAsync(ResourceId id, CancellationToken cancellationToken) =>
        await _client.ReadAsync(Call("read", RequestMethod.Get, id), cancellationToken) is { } body
            ? ImageTemplateReading.Template(body)
            : null;

    public IAsyncEnumerable<ImageTemplate> ListAsync(
        string subscription,
        CancellationToken cancellationToken,
        string? resourceGroup = null
    )
    {
        ArmCall call = new(
            "list the image templates",
            RequestMethod.Get,
            $"{ArmPaths.Scope(subscription, resourceGroup)}/{Type}",
            ApiVersions.ImageTemplates
        );
        return _client.ListAsync(call, cancellationToken).Select(ImageTemplateReading.Template);
    }

    /// <summary>
    /// Starts an image build, or finds the running one. The request is retried only when it is certain that nothing happened;
    /// after any other failure the template's run state decides.
    /// </summary>
    /// <returns>The build; its operation is null when it was already running.</returns>
    /// <exception cref="AzureFailure">No build is running and none could be started.</exception>
    public async Task<StartedRun> RunAsync(
        ResourceId id,
        CancellationToken cancellationToken,
        ImageTemplate? seen = null
    )
    {
        ImageTemplate before = seen ?? await RequireAsync(id, cancellationToken);
        DelayStrategy delay = _client.Options.RetryDelay ?? new GrowingDelay();
        ArmCall call = Call("start the image build of", RequestMethod.Post, id, "/run") with
        {
            NotIdempotent = true,
            Before = before.LastRun.Mark,
        };
        for (int attempt = 1; ; attempt++)
        {
            if (before.LastRun.State == RunState.Running)
            {
                return new StartedRun(null, before.LastRun);
            }
            try
            {
                return new StartedRun(await _client.StartAsync(call, cancellationToken), before.LastRun);
            }
            catch (AzureFailure failure) when (failure.IsTransient || failure.Status == 409)
            {
                _client.Options.Say?.Invoke(
                    $"The request to start the image build of {id.Name} failed ({failure.Code}): checking whether it is running anyway, "
                        + $"try {attempt} of {MostAttempts}."
                );
                await Task.Delay(delay.GetNextDelay(null, attempt), _client.Options.Time, cancellationToken);
                ImageTemplate after = await RequireAsync(id, cancellationToken);
                if (IsNewer(after.LastRun, before.LastRun))
                {
                    return new StartedRun(null, before.LastRun);
                }
                if (attempt >= MostAttempts)
                {
                    throw;
                }
            }
        }
    }

    /// <summary>
    /// Finds the build in the journal that an earlier run started and did not follow to its end; null if there is none.
    /// </summary>
    public JournaledEffect? FindStarted(ResourceId id) => _client.Options.Journal?.FindOpen("POST", $"{id}/run");

    /// <summary>Sets the size of the build VM, the only part of the profile that changes.</summary>
    /// <remarks>
    /// PATCH accepts <c>vmProfile</c> since 2024-02-01 and replaces all of it. Source: Azure/azure-rest-api-specs, imagebuilder,
    /// ImageTemplateUpdateParameters and the example UpdateImageTemplateVmProfile.json.
    /// </remarks>
    /// <param name="template">The template as it was just read; no build of it is running.</param>
    /// <param name="size">The size.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="AzureFailure">Azure refused.</exception>
    public async Task SetSizeAsync(ImageTemplate template, string size, CancellationToken cancellationToken)
    {
        JsonObject profile = template.Properties["vmProfile"]?.DeepClone() as JsonObject ?? [];
        profile["vmSize"] = size;
        ArmCall call = Call("set the size of the build VM of", RequestMethod.Patch, template.Id) with
        {
            Body = new JsonObject { ["properties"] = new JsonObject { ["vmProfile"] = profile } },
        };
        ArmOperation operation = await _client.StartAsync(call, cancellationToken);
        _ = await operation.WaitAsync(cancellationToken);
    }

    /// <summary>Cancels the running build. Read the template until its run state has changed.</summary>
    public Task<ArmOperation> CancelAsync(ResourceId id, CancellationToken cancellationToken) =>
        _client.StartAsync(Call("cancel the image build of", RequestMethod.Post, id, "/cancel"), cancellationToken);

    /// <summary>
    /// Starts the deletion of a template and of the staging group that Azure created for it; null when it does not exist.
    /// </summary>
    public Task<ArmOperation?> DeleteAsync(ResourceId id, CancellationToken cancellationToken) =>
        _client.DeleteAsync(Call("delete", RequestMethod.Delete, id), cancellationToken);

    /// <summary>Lists the run outputs of a template; empty before the first success.</summary>
    public IAsyncEnumerable<RunOutput> RunOutputsAsync(ResourceId id, CancellationToken cancellationToken) =>
        _client
            .ListAsync(Call("list the outputs of", RequestMethod.Get, id, "/runOutputs"), cancellationToken)
            .Select(ImageTemplateReading.Output);

    private static bool IsNewer(ImageRun now, ImageRun before) =>
        now.State == RunState.Running
        || now.Started > before.Started
        || (before.State == RunState.None && now.State != RunState.None);

    private async Task<ImageTemplate> RequireAsync(ResourceId id, CancellationToken cancellationToken) =>
        await GetAsync(id, cancellationToken)
        ?? throw new AzureFailure(
            new AzureFault(
                $"start the image build of image template {id.Name}",
                id.ToString(),
                404,
                "ResourceNotFound",
                "The image template does not exist.",
                [],
                null,
                "Run the target Template first."
            )
        );

    private static ArmCall Call(string verb, RequestMethod method, ResourceId id, string action = "") =>
        new($"{verb} image template {id.Name}", method, $"{id}{action}", ApiVersions.ImageTemplates);
}

/// <summary>A run output of an image template.</summary>
/// <param name="Name">The output's name.</param>
/// <param name="ArtifactId">The image or gallery version; null for a VHD.</param>
/// <param name="ArtifactUri">The VHD's address; null for images.</param>
/// <param name="ProvisioningState">For example <c>Succeeded</c>.</param>
public sealed record RunOutput(string Name, string? ArtifactId, string? ArtifactUri, string ProvisioningState);

/// <summary>A started or running image build.</summary>
/// <param name="Operation">The operation; null when the build was already running.</param>
/// <param name="Before">The previous build, to distinguish the new one from it.</param>
internal sealed record StartedRun(ArmOperation? Operation, ImageRun Before)
{
    /// <summary>Whether this run started it.</summary>
    public bool IsOurs => Operation is not null;
}
