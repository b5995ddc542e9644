using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Azure.Facts;
using Jumpbox.Checks;
using Jumpbox.Evidence.Gate;
using Jumpbox.Settings;
using Jumpbox.Templates;

namespace Jumpbox.Azure.ImageBuilds;

/// <summary>Reads the cloud's evidence about an image for the gate.</summary>
public sealed class ReleaseReading(AzureSession azure)
{
    // As in the settings. Any other cloud is not real, whatever its name is.
    private static readonly string[] RealClouds = ["azure", "azureUSGovernment", "azureChina"];

    /// <summary>The cloud of the session, by its endpoint and not by its name.</summary>
    public string Cloud =>
        RealClouds.FirstOrDefault(name => AzureCloud.Find(name)!.ResourceManager == azure.Cloud.ResourceManager)
        ?? (azure.Cloud.Name == "local" ? "local" : $"{azure.Cloud.ResourceManager}");

    /// <summary>Reads everything in parallel. The result has the reason for what could not be read.</summary>
    /// <param name="expected">The template for the settings and content.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public async Task<CloudSighting> ReadAsync(TemplateRecord expected, CancellationToken cancellationToken)
    {
        Task<Reading<SeenTemplate>> template = AskAsync(
            expected.TemplateId,
            id => TemplateAsync(id, cancellationToken)
        );
        RelativeReading reading = new(azure);
        Task<Reading<IReadOnlyList<SeenRelative>>> relatives = reading.ReadAsync(expected, cancellationToken);
        Reading<SeenImage> image = expected.ImageId is { } wanted
            ? await AskAsync(wanted, id => ImageAsync(id, cancellationToken))
            : Readings.Absent<SeenImage>("the image of a VHD");
        return new CloudSighting(Readings.Present("the cloud", Cloud), image, await template)
        {
            Relatives = await relatives,
            RevokedContents = reading.RevokedContents,
        };
    }

    private async Task<SeenTemplate?> TemplateAsync(ResourceId id, CancellationToken cancellationToken)
    {
        if (await azure.ImageTemplates.GetAsync(id, cancellationToken) is not { } template)
        {
            return null;
        }
        List<RunOutput> outputs = await azure
            .ImageTemplates.RunOutputsAsync(id, cancellationToken)
            .ToListAsync(cancellationToken);
        return new SeenTemplate(
            template.Id.ToString(),
            template.LastRun.State.ToString(),
            template.LastRun.Started,
            template.LastRun.Ended,
            [.. outputs.Select(output => output.ArtifactId ?? output.ArtifactUri?.Split('?')[0] ?? "")],
            template.ExactSourceVersion
        )
        {
            Phase = template.LastRun.Phase,
        };
    }

    private async Task<SeenImage?> ImageAsync(ResourceId id, CancellationToken cancellationToken)
    {
        Task<Reading<DateTimeOffset>> created = CreatedAsync(id, cancellationToken);
        if (id.IsOfType(Images.Type))
        {
            Image? image = await azure.Images.GetAsync(id, cancellationToken);
            Reading<DateTimeOffset> made = await created;
            return image is null ? null : new SeenImage($"{image.Id}", image.ProvisioningState, image.Tags, made);
        }
        GalleryVersion? version = await azure.GalleryVersions.GetAsync(id, cancellationToken);
        Reading<DateTimeOffset> at = await created;
        return version is null
            ? null
            : new SeenImage($"{version.Id}", version.ProvisioningState, version.Tags, at)
            {
                IsShallow = version.ReplicationMode == "Shallow",
            };
    }

    // Images have no creation time; the list of resources does. Source: Azure Resource Manager, "Resources - List By Resource
    // Group", $expand=createdTime.
    private async Task<Reading<DateTimeOffset>> CreatedAsync(ResourceId id, CancellationToken cancellationToken)
    {
        string what = $"the creation time of {id}";
        Reading<ResourceSummary> listed = await AskAsync(
            id.ToString(),
            async _ =>
                await azure
                    .ResourceGroups.ListResourcesAsync(id.SubscriptionId, id.ResourceGroup, cancellationToken)
                    .FirstOrDefaultAsync(
                        one => one.Id.Equals(id.ToString(), StringComparison.OrdinalIgnoreCase),
                        cancellationToken
                    )
        );
        return listed.State switch
        {
            ReadingState.Present when listed.Value.Created is { } time => Readings.Present(what, time),
            ReadingState.Unreadable => Readings.Unreadable<DateTimeOffset>(what, listed.Reason ?? ""),
            _ => Readings.Unreadable<DateTimeOffset>(what, "Azure does not list it in its resource group."),
        };
    }

    private static async Task<Reading<T>> AskAsync<T>(string source, Func<ResourceId, Task<T?>> ask)
        where T : class
    {
        try
        {
            return await FactReader.AskAsync(source, () => ask(ResourceId.Parse(source)));
        }
        catch (AzureFailure unreachable)
        {
            // An unreachable cloud or a failed sign-in proves as little as a missing permission.
            return Readings.Unreadable<T>(source, unreachable.Message);
        }
    }
}
