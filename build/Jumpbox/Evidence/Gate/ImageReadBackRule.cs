using Jumpbox.Naming;
using Jumpbox.Settings;
using Jumpbox.Templates;

namespace Jumpbox.Evidence.Gate;

/// <summary>Looks up the image by settings and content, because a record of another image proves nothing.</summary>
internal sealed class ImageReadBackRule()
    : GateRule(
        "image-read-back",
        "The recorded image matches settings and content, and the cloud shows it with the tags of its build.",
        GateSource.Cloud,
        GateSource.File,
        GateSource.Checkout
    )
{
    protected override RuleVerdict Evaluate(GateEvidence evidence, GateSettings settings, DateTimeOffset now)
    {
        ImageRecord image = evidence.Image;
        ExpectedImage expected = evidence.Expected.Value;
        Differences wrong = new("image.json");
        wrong.Same("runState", image.IsLate ? "Succeeded" : image.RunState, "Succeeded");
        wrong.Same("imageState", image.ImageState, "Succeeded");
        wrong.Same(
            "subscription",
            image.Subscription,
            expected.Template.Subscription,
            StringComparison.OrdinalIgnoreCase
        );
        wrong.Same("location", image.Location, expected.Template.Location);
        if (expected.Template.ImageId is not { } id)
        {
            // A VHD is not a resource: it is visible only in its template's outputs.
            SeenTemplate template = evidence.Cloud.Template.Value;
            wrong.RequireContains("the outputs of the template", template.Outputs, image.ImageId);
            return wrong.Any ? Fail($"{wrong}. Build again.") : Pass($"cloud: {template.Id} lists {image.ImageId}");
        }
        wrong.Same("imageId", image.ImageId, id, StringComparison.OrdinalIgnoreCase);
        if (wrong.Any)
        {
            return Fail($"{wrong}. Build again, or use the settings of the build.");
        }
        return Seen(evidence.Cloud.Image.Value, image, expected);
    }

    private RuleVerdict Seen(SeenImage seen, ImageRecord image, ExpectedImage expected)
    {
        TemplateRecord template = expected.Template;
        Differences wrong = new("the cloud's image");
        wrong.Same("id", seen.Id, template.ImageId!, StringComparison.OrdinalIgnoreCase);
        wrong.Same("state", seen.State, "Succeeded");
        wrong.Same(
            TagNames.Owner,
            seen.Tags.GetValueOrDefault(TagNames.Owner, ""),
            expected.Owner,
            StringComparison.OrdinalIgnoreCase
        );
        wrong.Same(TagNames.ContentHash, seen.Tags.GetValueOrDefault(TagNames.ContentHash, ""), template.ContentHash);
        wrong.Same(
            TagNames.Commit,
            seen.Tags.GetValueOrDefault(TagNames.Commit, ""),
            new SourceMark(image.Commit, image.Dirty).ToString()
        );
        return wrong.Any ? Fail($"{wrong}. The image is from another build: build again.")
            : seen.IsShallow
                ? Fail(
                    $"cloud: {seen.Id} has the replication mode Shallow and is unusable once its source in the staging group is deleted. "
                        + "Set gallery.replicationMode to Full and build with --force."
                )
            : Pass($"cloud: {seen.Id} is {seen.State}, content {template.ContentHash[..12]}, commit {image.Commit}");
    }
}
