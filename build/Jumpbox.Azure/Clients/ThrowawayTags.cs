using System.Globalization;
using System.Text.Json.Nodes;
using Jumpbox.Azure.Arm;
using Jumpbox.Boundaries;
using Jumpbox.Naming;
using Jumpbox.Settings;

namespace Jumpbox.Azure.Clients;

/// <summary>The tags of what a probe or Smoke creates and deletes, and what they say of what a killed run left.</summary>
internal static class ThrowawayTags
{
    /// <summary>The tags.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="started">When the run started.</param>
    /// <param name="lasts">How long it may take.</param>
    public static JsonObject Of(JumpboxSettings settings, DateTimeOffset started, TimeSpan lasts) =>
        JsonWriting.Tags(
            new Dictionary<string, string>(settings.Tags)
            {
                [TagNames.Owner] = new Names(settings).Owner,
                [TagNames.Run] = TagNames.RunOf(started),
                [TagNames.Deadline] = TagNames.TimeOf(started + lasts),
            }
        );

    /// <summary>Why an existing resource of such a name stays; null if it may be deleted.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="owner">The pipeline's tag.</param>
    /// <param name="isMine">Whether a run in this folder created it.</param>
    /// <param name="now">The time.</param>
    public static string? Held(JsonObject resource, string owner, bool isMine, DateTimeOffset now)
    {
        IReadOnlyDictionary<string, string> tags = resource.Tags();
        if (!owner.Equals(tags.GetValueOrDefault(TagNames.Owner), StringComparison.OrdinalIgnoreCase))
        {
            return "it has the pipeline's name but not its tag";
        }
        DateTimeOffset? deadline = Time(tags, TagNames.Deadline) ?? Started(resource) + Limits.Probe;
        return isMine || deadline is not { } end || now > end
            ? null
            : $"another run of these settings uses it since {Started(resource):u}";
    }

    /// <summary>When the run that created the resource started; null if its tag does not say.</summary>
    /// <param name="resource">The resource.</param>
    public static DateTimeOffset? Started(JsonObject resource) => Time(resource.Tags(), TagNames.Run);

    private static DateTimeOffset? Time(IReadOnlyDictionary<string, string> tags, string name) =>
        DateTimeOffset.TryParse(
            tags.GetValueOrDefault(name),
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out DateTimeOffset time
        )
            ? time
            : null;
}
