using System.Text.Json.Nodes;
using Jumpbox.Bicep;
using Jumpbox.Customizer;
using Jumpbox.Evidence;
using Jumpbox.Naming;
using Jumpbox.Settings;
using Jumpbox.Templates;
using Jumpbox.Tools;

namespace Jumpbox.Azure.ImageBuilds;

/// <summary>What the image template says, as the compiler renders it. Sends no request.</summary>
/// <param name="templates">The templates.</param>
/// <param name="settings">The settings.</param>
public sealed class ImageTemplateContent(TemplateSet templates, JumpboxSettings settings)
{
    // Commits with the same content share a template, so the hash has this value instead of the commit.
    private const string AnyCommit = "any";

    private readonly Names _names = new(settings);
    private readonly TemplateValues _values = new(settings);

    /// <summary>Computes what would be deployed, before <see cref="ImageChoice"/> has chosen its image.</summary>
    /// <param name="plan">The steps in the build VM.</param>
    /// <param name="pins">The catalogue and the lock.</param>
    /// <param name="revision">The commit.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="BicepException">The template does not compile.</exception>
    public async Task<TemplateRecord> DescribeAsync(
        CustomizerPlan plan,
        ToolPins pins,
        Revision revision,
        CancellationToken cancellationToken
    )
    {
        BaseImage? baseImage = BaseImage.Resolve(settings.Image.Base, pins);
        // The number that a scheme chooses, and which build of the content it is, are no content.
        ResourceId? unchosen = _names.Image(ContentHash.Unknown);
        Prediction content = await PredictAsync(
            plan,
            baseImage,
            ContentHash.Unknown,
            AnyCommit,
            unchosen,
            cancellationToken
        );
        string hash = ContentHash.Of(content);
        ResourceId id = _names.Template(hash);
        return new TemplateRecord
        {
            Cloud = settings.Cloud,
            Subscription = settings.SubscriptionId,
            Location = settings.Location,
            TemplateId = id.ToString(),
            TemplateName = id.Name,
            ContentHash = hash,
            ImageId = _names.Image(hash)?.ToString(),
            BaseImage = baseImage,
            SourceImageId = settings.Image.Base.ImageId?.ToString(),
            LockDigest = pins.Lock.Digest,
            Contents = plan.Contents,
            Customizers = [.. plan.Customize.Select(step => step.Name)],
            Validators = [.. plan.Validate.Select(step => step.Name)],
            Commit = revision.Commit,
            Dirty = revision.Dirty,
            BicepVersion = (await templates.VersionAsync()).ToString(),
        };
    }

    /// <summary>Returns the parameter values for the template.</summary>
    /// <param name="plan">The steps in the build VM.</param>
    /// <param name="record">The result of <see cref="DescribeAsync"/>.</param>
    public JsonObject Values(CustomizerPlan plan, TemplateRecord record) =>
        _values.ForImage(plan, record.BaseImage, record.ContentHash, $"{record.Source}", ImageOf(record));

    // Without the commit, which is not content, it is the same for every later run, and so compiled once.
    internal async Task<JsonObject> RenderAsync(
        CustomizerPlan plan,
        TemplateRecord record,
        CancellationToken cancellationToken
    ) =>
        (
            await PredictAsync(
                plan,
                record.BaseImage,
                record.ContentHash,
                AnyCommit,
                ImageOf(record),
                cancellationToken
            )
        ).Resources.Single();

    internal static ResourceId? ImageOf(TemplateRecord record) =>
        record.ImageId is { } image ? ResourceId.Parse(image) : null;

    private Task<Prediction> PredictAsync(
        CustomizerPlan plan,
        BaseImage? baseImage,
        string contentHash,
        string commit,
        ResourceId? image,
        CancellationToken cancellationToken
    ) =>
        templates.PredictAsync(
            TemplateSet.Image,
            _values.ForImage(plan, baseImage, contentHash, commit, image),
            new DeploymentPlace(
                settings.Tenant ?? Guid.Empty.ToString(),
                settings.SubscriptionId,
                settings.ResourceGroups.Builder,
                settings.Location,
                _names.Deployment(TemplateSet.Image)
            ),
            cancellationToken
        );
}
