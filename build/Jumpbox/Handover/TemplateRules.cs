using System.Text.Json.Nodes;
using Jumpbox.Cleaning;
using Jumpbox.Naming;

namespace Jumpbox.Handover;

/// <summary>
/// Decides whether an existing image template is the one that would be deployed. A build with another one may run other
/// steps, and overwrites whatever its <c>distribute</c> names. Pure.
/// </summary>
public static class TemplateRules
{
    private const int MostShown = 5;
    private const string SizePath = "vmProfile.vmSize";

    // What the service says about the template, and not the template itself.
    private static readonly HashSet<string> State = new(StringComparer.OrdinalIgnoreCase)
    {
        "provisioningState",
        "provisioningError",
        "lastRunStatus",
        "exactStagingResourceGroup",
    };

    // The texts of steps are code; Azure compares everything else without case.
    private static readonly string[] Code = ["customize", "validate"];

    // What the service adds in version 2025-10-01. Source:
    // https://learn.microsoft.com/azure/templates/microsoft.virtualmachineimages/2025-10-01/imagetemplates
    private static readonly HashSet<string> Added = new(StringComparer.OrdinalIgnoreCase)
    {
        "exactVersion",
        "sha256Checksum",
        "proxyVmSize",
        "storageAccountType",
        "replicaCount",
        "versioning",
    };

    /// <summary>Whether the existing template is another one.</summary>
    /// <param name="found">The existing template.</param>
    /// <param name="rendered">The template that this checkout renders, as a resource; its commit does not count.</param>
    /// <param name="owner">Our value of the tag <see cref="TagNames.Owner"/>.</param>
    /// <param name="contentHash">The content's SHA-256 as hex.</param>
    /// <param name="sizes">The sizes of the build VM that an attempt may have set.</param>
    /// <returns>Why it must not be used; null when it may.</returns>
    public static HandoverRefusal? Other(
        StandingTemplate found,
        JsonObject rendered,
        string owner,
        string contentHash,
        IReadOnlyList<string>? sizes = null
    )
    {
        ArgumentNullException.ThrowIfNull(found);
        ArgumentNullException.ThrowIfNull(rendered);
        string[] differences =
        [
            .. Tag(found, TagNames.Owner, owner),
            .. Tag(found, TagNames.ContentHash, contentHash),
            .. Identities(found, rendered),
            .. Properties(found.Properties, rendered["properties"] as JsonObject ?? [])
                .Where(path => path != SizePath || !IsOneOf(sizes, found.Properties)),
        ];
        return differences.Length == 0
            ? null
            : new HandoverRefusal(
                $"The image template {found.Id.Name} exists, but differs from the one that this checkout renders in "
                    + $"{string.Join(", ", differences.Take(MostShown))}"
                    + (differences.Length > MostShown ? $" and {differences.Length - MostShown} more." : "."),
                "run the target Template again if the checkout has changed since; otherwise someone else created or changed "
                    + $"it: if nothing needs it, delete it with {RemovalCommand.For(found.Id.ToString())}, or set image.name "
                    + "to another name"
            );
    }

    private static bool IsOneOf(IReadOnlyList<string>? sizes, JsonObject properties) =>
        Member(properties, "vmProfile") is JsonObject profile
        && Member(profile, "vmSize") is { } size
        && (sizes ?? []).Any(one => Same(one, $"{size}"));

    private static IEnumerable<string> Tag(StandingTemplate found, string name, string wanted)
    {
        string? value = found.Tags.GetValueOrDefault(name);
        if (!string.Equals(value, wanted, StringComparison.OrdinalIgnoreCase))
        {
            yield return $"its tag {name} ({value ?? "missing"} instead of {wanted})";
        }
    }

    private static IEnumerable<string> Identities(StandingTemplate found, JsonObject rendered)
    {
        IEnumerable<string> wanted = (rendered["identity"]?["userAssignedIdentities"] as JsonObject ?? []).Select(one =>
            one.Key
        );
        if (!found.Identities.ToHashSet(StringComparer.OrdinalIgnoreCase).SetEquals(wanted))
        {
            yield return "identity";
        }
    }

    // All of them, and also those that only the existing template has: each one is part of the content.
    private static IEnumerable<string> Properties(JsonObject found, JsonObject rendered) =>
        rendered
            .Select(member => member.Key)
            .Concat(found.Select(member => member.Key))
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Where(name => !State.Contains(name))
            .SelectMany(name => Differences(name, Member(rendered, name), Member(found, name)));

    private static IEnumerable<string> Differences(string path, JsonNode? wanted, JsonNode? found)
    {
        if (IsNothing(wanted) || IsNothing(found))
        {
            return IsNothing(wanted) && IsNothing(found) ? [] : [path];
        }
        return (wanted, found) switch
        {
            (JsonObject one, JsonObject other) => Members(path, one, other),
            (JsonArray one, JsonArray other) => one.Count == other.Count
                ? one.Zip(other).SelectMany((pair, at) => Differences($"{path}[{at}]", pair.First, pair.Second))
                : [path],
            (JsonValue, JsonValue) => IsSame(path, wanted!, found!) ? [] : [path],
            _ => [path],
        };
    }

    private static IEnumerable<string> Members(string path, JsonObject wanted, JsonObject found)
    {
        bool tags = path is "managedResourceTags" || path.EndsWith(".artifactTags", StringComparison.Ordinal);
        IEnumerable<string> extra = found
            .Where(member => !IsNothing(member.Value) && !Added.Contains(member.Key))
            .Select(member => member.Key)
            .Where(name => Member(wanted, name) is null && !RepeatsRegions(name, wanted, found));
        return wanted
            .Select(member => member.Key)
            .Concat(extra)
            .Where(name => !(tags && Same(name, TagNames.Commit)))
            .SelectMany(name => Differences($"{path}.{name}", Member(wanted, name), Member(found, name)));
    }

    // The older spelling of targetRegions, which the service shows too.
    private static bool RepeatsRegions(string name, JsonObject wanted, JsonObject found) =>
        Same(name, "replicationRegions")
        && (Member(found, name) as JsonArray ?? [])
            .Select(region => Regions.Normalise(region?.ToString() ?? ""))
            .ToHashSet()
            .SetEquals(
                (Member(wanted, "targetRegions") as JsonArray ?? []).Select(region =>
                    Regions.Normalise(region?["name"]?.ToString() ?? "")
                )
            );

    private static bool IsSame(string path, JsonNode wanted, JsonNode found)
    {
        string one = wanted.ToString();
        string other = found.ToString();
        return Code.Any(part => path.StartsWith(part, StringComparison.Ordinal))
                ? wanted.GetValueKind() == found.GetValueKind() && one == other
            : path.EndsWith(".location", StringComparison.Ordinal)
            || path.Contains(".targetRegions[", StringComparison.Ordinal)
                ? Regions.Same(one, other)
            : Same(one, other);
    }

    // The service leaves out what is empty or its default, or shows it.
    private static bool IsNothing(JsonNode? value) =>
        value switch
        {
            null => true,
            JsonObject map => map.All(member => IsNothing(member.Value)),
            JsonArray list => list.Count == 0,
            _ => value.ToString() is "" or "false" or "0" or "Disabled",
        };

    private static JsonNode? Member(JsonObject from, string name) =>
        from.FirstOrDefault(member => Same(member.Key, name)).Value;

    private static bool Same(string left, string right) =>
        string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
