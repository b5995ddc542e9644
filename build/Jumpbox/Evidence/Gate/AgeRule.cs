using System.Globalization;
using Jumpbox.Checks;
using Jumpbox.Settings;

namespace Jumpbox.Evidence.Gate;

/// <summary>Old images lack security fixes of their packages.</summary>
internal sealed class AgeRule()
    : GateRule(
        "maximum-age",
        "The image, its packages and its base image are not older than the settings allow.",
        GateSource.Cloud,
        GateSource.File,
        GateSource.Checkout
    )
{
    protected override RuleVerdict Evaluate(GateEvidence evidence, GateSettings settings, DateTimeOffset now)
    {
        ImageRecord image = evidence.Image;
        (string source, DateTimeOffset made) = CreationTime(evidence, image);
        TimeSpan age = now - made;
        string told = string.Create(
            CultureInfo.InvariantCulture,
            $"{source} {made:u}, {age.TotalDays:F1} days ago; the limit is {settings.MaximumAgeDays}"
        );
        // Clocks may differ slightly; an image from the future is refused.
        return image.Started > image.Finished
                ? Fail($"According to image.json the build ended at {image.Finished:u}, before it began.")
            : age < TimeSpan.FromMinutes(-5) || image.Finished > now.AddMinutes(5)
                ? Fail($"{told}; the build ended at {image.Finished:u}, which is in the future.")
            : age > TimeSpan.FromDays(settings.MaximumAgeDays) ? Fail($"{told}: build again with --force.")
            : Started(evidence, settings, now, told);
    }

    private RuleVerdict Started(GateEvidence evidence, GateSettings settings, DateTimeOffset now, string told)
    {
        StartingAge from = StartingPoint.Of(
            evidence.Expected.Value.Template.Contents.AptSnapshot,
            evidence.Expected.Value.Template.Customizers,
            evidence.Image.BaseImage,
            settings,
            now
        );
        return from.Old.Count > 0 ? Fail($"{string.Join("; ", from.Old)}.")
            : from.Unknown.Count > 0 ? Unknown($"{string.Join("; ", from.Unknown)}.")
            : Pass(string.Join("; ", from.Told.Prepend(told)));
    }

    // The cloud's times, never the record's. Azure keeps the creation time of a managed image that a build overwrites;
    // then the last build of its template has the time, as long as the template exists.
    private static (string Source, DateTimeOffset Created) CreationTime(GateEvidence evidence, ImageRecord image)
    {
        Reading<SeenTemplate> template = evidence.Cloud.Template;
        if (evidence.Expected.Value.Template.ImageId is null)
        {
            return ("cloud: the template's last build ended", Ended(template.Value));
        }
        DateTimeOffset created = evidence.Cloud.Image.Value.Created.Value;
        return created < image.Started - ImageRunRule.Slack && template.Exists
            ? ("cloud: the template's last build, which overwrote an older image, ended", Ended(template.Value))
            : ("cloud: the image was created", created);
    }

    private static DateTimeOffset Ended(SeenTemplate template) =>
        template.Ended ?? throw new EvidenceException($"{template.Id} reports no end of its last build: build again.");
}
