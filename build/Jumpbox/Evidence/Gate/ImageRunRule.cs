using System.Globalization;
using Jumpbox.Checks;
using Jumpbox.Naming;
using Jumpbox.Settings;

namespace Jumpbox.Evidence.Gate;

/// <summary>Two builds of one content give images of one name: the evidence of one never releases the other.</summary>
internal sealed class ImageRunRule() : GateRule("image-run", "The image is the very one that the recorded build made.")
{
    // Azure ends a build after its image is there; clocks may differ by a little.
    internal static readonly TimeSpan Slack = TimeSpan.FromMinutes(10);

    // Source: Azure Image Builder, "imageTemplates reference", buildTimeoutInMinutes: at most 960.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(960);

    protected override RuleVerdict Look(GateEvidence evidence, GateSettings settings, DateTimeOffset now)
    {
        ImageRecord image = evidence.Image;
        Differences wrong = new("the cloud's last build");
        Reading<SeenTemplate> template = evidence.Cloud.Template;
        bool isVhd = evidence.Expected.Value.Template.ImageId is null;
        string told = "its template is gone";
        if (isVhd || template.Exists)
        {
            SeenTemplate last = template.Value;
            wrong.Same("state", last.RunState, image.RunState);
            wrong.Same("start", Text(last.Started), Text(image.Started));
            wrong.Same("end", Text(last.Ended), Text(image.Finished));
            wrong.Holds("outputs", last.Outputs, image.ImageId);
            told = $"the template's last build ran from {Text(last.Started)} to {Text(last.Ended)}";
        }
        if (wrong.Any)
        {
            return Fail($"{wrong}. Another build has run since: run the targets Build and Logs again.");
        }
        if (image.Finished - image.Started > Longest + Slack)
        {
            return Fail(
                $"image.json says that the build ran from {image.Started:u} to {image.Finished:u}; Azure ends every build "
                    + $"after {Longest.TotalHours:F0} hours: build again."
            );
        }
        return isVhd ? Pass($"cloud: {told}") : Seen(evidence.Cloud.Image.Value, image, template.Exists, told);
    }

    private RuleVerdict Seen(SeenImage seen, ImageRecord image, bool isTold, string told)
    {
        if (!seen.Tags.TryGetValue(TagNames.Run, out string? run))
        {
            return Unknown(
                $"{seen.Id} has no tag {TagNames.Run}, so nothing tells which build made it. "
                    + "Run the target Build with the right Microsoft.Resources/tags/write; it notes the build there."
            );
        }
        DateTimeOffset created = seen.Created.Value;
        return run != image.Run
                ? Fail(
                    $"{seen.Id} was made by the build of {run}, image.json tells of that of {image.Run}: build again."
                )
            : created > image.Finished + Slack
                ? Fail(
                    $"{seen.Id} came to be at {created:u}, after the recorded build had ended at {image.Finished:u}."
                )
            : created < image.Started - Slack && !isTold
                ? Unknown(
                    $"{seen.Id} came to be at {created:u}, before the recorded build began at {image.Started:u}. Only its "
                        + "template could tell that this build wrote over it, and the template is gone: build again."
                )
            : Pass($"cloud: {seen.Id} is of the build of {run}, made {created:u}; {told}");
    }

    private static string Text(DateTimeOffset? time) =>
        time?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture) ?? "nothing";
}
