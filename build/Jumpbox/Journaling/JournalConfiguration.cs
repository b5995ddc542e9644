using System.Security.Cryptography;
using System.Text;
using Jumpbox.Naming;
using Jumpbox.Settings;

namespace Jumpbox.Journaling;

/// <summary>The configuration of a journal: each cloud, subscription and owner has its own.</summary>
/// <param name="Cloud">The cloud's name in the settings.</param>
/// <param name="Subscription">The subscription's GUID.</param>
/// <param name="Owner">Image name and builder group, as in the tag <see cref="TagNames.Owner"/>.</param>
/// <param name="ImageGroup">The group of the image.</param>
public sealed record JournalConfiguration(string Cloud, string Subscription, string Owner, string ImageGroup)
{
    /// <summary>The journal's file name: several configurations can share one folder.</summary>
    public string FileName => $"{Cloud.ToLowerInvariant()}-{Key}.jsonl";

    /// <summary>Eight hex digits that identify the configuration in file names.</summary>
    public string Key =>
        Convert.ToHexStringLower(
            SHA256.HashData(
                Encoding.UTF8.GetBytes($"{Cloud}\n{Subscription}\n{Owner}\n{ImageGroup}".ToLowerInvariant())
            )
        )[..8];

    /// <summary>Returns the configuration for the settings.</summary>
    /// <param name="settings">The settings; the subscription must be known.</param>
    public static JournalConfiguration For(JumpboxSettings settings) =>
        new(
            settings.Cloud.ToLowerInvariant(),
            settings.SubscriptionId.ToLowerInvariant(),
            new Names(settings).Owner,
            settings.ResourceGroups.Image
        );

    /// <summary>Whether both name the same, as Azure compares names: without case.</summary>
    /// <param name="other">The other one.</param>
    public bool Equals(JournalConfiguration? other) =>
        other is not null
        && Same(Cloud, other.Cloud)
        && Same(Subscription, other.Subscription)
        && Same(Owner, other.Owner)
        && Same(ImageGroup, other.ImageGroup);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(FileName);

    /// <summary>For messages.</summary>
    public override string ToString() => $"{Owner}, images in {ImageGroup}, subscription {Subscription}, cloud {Cloud}";

    private static bool Same(string left, string right) =>
        string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
