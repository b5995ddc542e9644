using Azure.Core;
using Jumpbox.Azure.Arm;
using Jumpbox.Journaling;
using Jumpbox.Settings;

namespace Jumpbox.Azure.Clients;

/// <summary>Image templates and their builds.</summary>
internal sealed class ImageTemplates
{
    private const string Type = "providers/Microsoft.VirtualMachineImages/imageTemplates";
    private const int MostAttempts = 4;
    private readonly ArmSender _client;

    internal ImageTemplates(ArmSender client) => _client = client;

    /// <summary>Reads a template.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The template, or null.</returns>
    /// <exception cref="AzureFailure">It could not be read.</exception>
    public async Task<ImageTemplate?> GetAsync(ResourceId id, CancellationToken cancellationToken) =>
        await _client.ReadAsync(Call("read", RequestMethod.Get, id), cancellationToken) is { } body
            ? ImageTemplateReading.Template(body)
            : null;

    /// <summary>Lists the templates of a subscription, or of one group.</summary>
    /// <param name="subscription">The subscription's GUID.</param>
    /// <param name="resourceGroup">Only those of this group.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="AzureFailure">They could not be listed.</exception>
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
    /// Starts an image build, or finds the one that is running. The request is repeated only where it is certain that
    /// nothing happened; after any other failure the template itself says whether a build runs.
    /// </summary>
    /// <param name="id">The template.</param>
    /// <param name="seen">The template as it was just seen; null to look first.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The build; its operation is null when someone else began it.</returns>
    /// <exception cref="AzureFailure">No build runs and none could be started.</exception>
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
            OnceOnly = true,
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

    /// <summary>The build that an earlier run asked for and did not see to its end, as the journal tells it; null if there is none.</summary>
    /// <param name="id">The template.</param>
    public JournaledEffect? FindBegun(ResourceId id) => _client.Options.Journal?.FindOpen("POST", $"{id}/run");

    /// <summary>Asks Azure to cancel the build that is running. Read the template until it is no longer running.</summary>
    /// <param name="id">The template.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="AzureFailure">There is no build to cancel, or it could not be asked.</exception>
    public Task<ArmOperation> CancelAsync(ResourceId id, CancellationToken cancellationToken) =>
        _client.StartAsync(Call("cancel the image build of", RequestMethod.Post, id, "/cancel"), cancellationToken);

    /// <summary>Starts to delete a template, and with it the staging group that Azure made for it.</summary>
    /// <param name="id">The template.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The deletion, or null when there is no such template.</returns>
    /// <exception cref="AzureFailure">It may not be deleted, for example while a build runs.</exception>
    public Task<ArmOperation?> DeleteAsync(ResourceId id, CancellationToken cancellationToken) =>
        _client.DeleteAsync(Call("delete", RequestMethod.Delete, id), cancellationToken);

    /// <summary>Lists what builds of a template put out; empty before the first success.</summary>
    /// <param name="id">The template.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="AzureFailure">They could not be listed.</exception>
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

/// <summary>What a build of a template put out.</summary>
/// <param name="Name">The output's name.</param>
/// <param name="ArtifactId">The image or gallery version; null for a VHD.</param>
/// <param name="ArtifactUri">The VHD's address; null for images.</param>
/// <param name="ProvisioningState">For example <c>Succeeded</c>.</param>
public sealed record RunOutput(string Name, string? ArtifactId, string? ArtifactUri, string ProvisioningState);

/// <summary>An image build that is running, or was just now.</summary>
/// <param name="Operation">The operation that our request began; null when the build was found and not begun.</param>
/// <param name="Before">The template's last build before, to tell the new one from it.</param>
internal sealed record StartedRun(ArmOperation? Operation, ImageRun Before)
{
    /// <summary>Whether our request began it.</summary>
    public bool IsOurs => Operation is not null;
}
