using System.Globalization;
using Jumpbox.Checks;
using Jumpbox.Naming;
using Jumpbox.Settings;

namespace Jumpbox.Evidence.Gate;

/// <summary>
/// Two builds of the same content have images with the same name: the evidence of one must not release the other.
/// </summary>
internal sealed class ImageRunRule()
    : GateRule("image-run", "The image is the one that the recorded build created.", GateSource.Cloud, GateSource.File)
{
    // Azure ends a build after creating its image; clocks may differ slightly.
    internal static readonly TimeSpan Slack = TimeSpan.FromMinutes(10);

    // Source: Azure Image Builder, "imageTemplates reference", buildTimeoutInMinutes: at most 960.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(960);

    protected override RuleVerdict Evaluate(GateEvidence evidence, GateSettings settings, DateTimeOffset now)
    {
        ImageRecord image = evidence.Image;
        Differences wrong = new("the cloud's last build");
        Reading<SeenTemplate> template = evidence.Cloud.Template;
        bool isVhd = evidence.Expected.Value.Template.ImageId is null;
        string told = "its template no longer exists";
        if (isVhd || template.Exists)
        {
            SeenTemplate last = template.Value;
            wrong.Same("state", last.RunState, image.IsLate ? "Failed" : image.RunState);
            if (image.IsLate)
            {
                // Steps and checks have passed before Image Builder distributes.
                wrong.Same("phase", last.Phase ?? "", "Distributing");
            }
            wrong.Same("start", Text(last.Started), Text(image.Started));
            wrong.Same("end", Text(last.Ended), Text(image.Finished));
            if (!image.IsLate || last.Outputs.Count > 0)
            {
                wrong.RequireContains("outputs", last.Outputs, image.ImageId);
            }
            told = $"the template's last build ran from {Text(last.Started)} to {Text(last.Ended)}";
        }
        if (wrong.Any)
        {
            return Fail($"{wrong}. Another build has run since: run the targets Build and Logs again.");
        }
        if (image.Finished - image.Started > Longest + Slack)
        {
            return Fail(
                $"According to image.json the build ran from {image.Started:u} to {image.Finished:u}; Azure ends every build "
                    + $"after {Longest.TotalHours:F0} hours: build again."
            );
        }
        return isVhd ? Pass($"cloud: {told}") : Seen(evidence.Cloud.Image.Value, image, template.Exists, told);
    }

    private RuleVerdict Seen(SeenImage seen, ImageRecord image, bool isTold, string told)
    {
        if (!seen.Tags.TryGetValue(TagNames.Run, out string? run))
        {
            return WithoutTag(seen, image, isTold, told);
        }
        DateTimeOffset created = seen.Created.Value;
        return run != image.Run
                ? Fail(
                    $"{seen.Id} was created by the build of {run}, but image.json is of the build of {image.Run}: build again."
                )
            : created > image.Finished + Slack
                ? Fail(
                    $"{seen.Id} was created at {created:u}, after the recorded build had ended at {image.Finished:u}."
                )
            : created < image.Started - Slack && !isTold
                ? Unknown(
                    $"{seen.Id} was created at {created:u}, before the recorded build began at {image.Started:u}. Only its "
                        + "template could prove that this build overwrote it, and the template no longer exists: build again."
                )
            : Pass($"cloud: {seen.Id} is from the build of {run}, created {created:u}; {told}");
    }

    // A pipeline that may not tag images proves its build by what else cannot belong to two builds.
    private RuleVerdict WithoutTag(SeenImage seen, ImageRecord image, bool isTold, string told)
    {
        DateTimeOffset created = seen.Created.Value;
        if (created > image.Finished + Slack)
        {
            return Fail(
                $"{seen.Id} was created at {created:u}, after the recorded build had ended at {image.Finished:u}."
            );
        }
        // Source: Azure Compute Gallery, "gallery image versions": the source of a version cannot be changed.
        bool isFixed = seen.Id.Contains("/galleries/", StringComparison.OrdinalIgnoreCase);
        return isTold ? Pass($"cloud: {seen.Id}, created {created:u}; {told}")
            : isFixed && created >= image.Started - Slack
                ? Pass(
                    $"cloud: {seen.Id} was created {created:u}, during the recorded build, and versions are not overwritten"
                )
            : Unknown(
                $"{seen.Id} has no tag {TagNames.Run}, and its template no longer exists, so the build that created it is unknown. "
                    + "Run Gate and Release before Cleanup, or the target Build with the permission Microsoft.Resources/tags/write."
            );
    }

    private static string Text(DateTimeOffset? time) =>
        time?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture) ?? "nothing";
}
