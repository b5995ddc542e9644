using Jumpbox.Checks;
using Jumpbox.Naming;
using Jumpbox.Settings;

namespace Jumpbox.Evidence.Gate;

/// <summary>
/// A revoked release stays revoked: neither the image, nor what it is built on, nor an image of the same content was revoked.
/// </summary>
internal sealed class NotRevokedRule()
    : GateRule(
        "not-revoked",
        "Neither the image, nor another one of the same content, nor its base image was revoked, and the image was neither "
            + "withdrawn nor retired.",
        GateSource.Cloud
    )
{
    protected override RuleVerdict Evaluate(GateEvidence evidence, GateSettings settings, DateTimeOffset now)
    {
        IReadOnlyList<SeenRelative> relatives = evidence.Cloud.Relatives.Value;
        SeenImage? image = evidence.Cloud.Image.ValueOrDefault;
        // Whatever a list of images leaves out, the image itself was read by its id.
        IEnumerable<SeenRelative> own = image is null
            ? []
            : [new SeenRelative(image.Id, Readings.Present(image.Id, image.Tags))];
        string[] revoked = [.. relatives.Concat(own).Select(Revoked).OfType<string>().Distinct()];
        if (revoked.Length > 0)
        {
            return Fail($"{string.Join("; ", revoked)}. Build from other content, or on another base image.");
        }
        if (image is not null && Left(image.Tags) is { } left)
        {
            return Fail(
                $"{image.Id} {left}. --target=Rollback --image={image.Id} makes a withdrawn version the latest again; otherwise "
                    + "build another one."
            );
        }
        string[] unknown =
        [
            .. relatives
                .Where(relative => relative.Tags.State == ReadingState.Unreadable)
                .Select(relative => $"{relative.Title} could not be read: {relative.Tags.Reason}"),
        ];
        string[] gone =
        [
            .. relatives
                .Where(relative => relative.Tags.State == ReadingState.Absent)
                .Select(relative => $"{relative.Title} no longer exists, so whether it was revoked is unknown"),
        ];
        if (relatives.Count == 0)
        {
            return evidence.Expected.Value.Template.ImageId is null
                ? Pass("a VHD has no tags, so it has no mark")
                : Unknown(
                    "Azure does not list the image where it is, so images of the same content are unknown. Run Gate again."
                );
        }
        // A base image that someone has deleted cannot prove that it was good.
        return unknown.Length > 0 ? Unknown(string.Join("; ", unknown))
            : gone.Length > 0 ? Unknown($"{string.Join("; ", gone)}. Build on an image that exists.")
            : Pass($"cloud: no mark {TagNames.Revoked} on {string.Join(", ", relatives.Select(one => one.Title))}");
    }

    private static string? Revoked(SeenRelative relative) =>
        relative.Tags.State == ReadingState.Present
        && relative.Tags.Value.TryGetValue(TagNames.Revoked, out string? when)
            ? $"{relative.Title} was revoked on {when} by {relative.Tags.Value.GetValueOrDefault(TagNames.RevokedBy, "an unknown account")}: "
                + relative.Tags.Value.GetValueOrDefault(TagNames.RevokedBecause, "no reason is recorded").TrimEnd('.')
            : null;

    private static string? Left(IReadOnlyDictionary<string, string> tags) =>
        tags.TryGetValue(TagNames.Withdrawn, out string? withdrawn) ? $"was withdrawn on {withdrawn}"
        : tags.TryGetValue(TagNames.Retired, out string? retired) ? $"was retired on {retired}"
        : null;
}
