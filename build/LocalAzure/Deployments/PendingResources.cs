using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.TemplateLanguage.Planning;

namespace LocalAzure.Deployments;

/// <summary>
/// The resources that a deployment will create and that are not there yet, as far as they are known: what is missing may be one of them.
/// </summary>
internal sealed class PendingResources
{
    private readonly SortedSet<string> _ids = new(StringComparer.Ordinal);
    private readonly HashSet<string> _unnamed = new(StringComparer.OrdinalIgnoreCase);
    private readonly bool _hasUnknown;

    public PendingResources(PredictedLevel level)
    {
        _hasUnknown = level.HasUnknown;
        foreach (JsonObject resource in level.InOrder())
        {
            string id = resource["id"]!.ToString();
            if (IsKnown(id))
            {
                _ids.Add(id.ToLowerInvariant());
            }
            else
            {
                _unnamed.Add(resource["type"]!.ToString());
            }
        }
    }

    /// <summary>Whether an id has no part that is not known yet.</summary>
    public static bool IsKnown(string id) => !id.Contains('[', StringComparison.Ordinal);

    public void Remove(string id) => _ids.Remove(id.ToLowerInvariant());

    /// <summary>Whether a resource with this id may be created: one of these, or a part of one.</summary>
    public bool MayAppear(string id)
    {
        if (id.StartsWith('~'))
        {
            return false;
        }
        string key = id.ToLowerInvariant();
        return _hasUnknown
            || _ids.Contains(key)
            || _ids.Any(one => key.StartsWith(one + "/", StringComparison.Ordinal))
            || _unnamed.Count > 0 && IsOf(_unnamed, ArmPath.Parse(id).Type);
    }

    /// <summary>Whether one may be created whose id starts with a prefix.</summary>
    public bool MayAppearBelow(string prefix) =>
        !prefix.StartsWith('~')
        && (
            _hasUnknown
            || _unnamed.Count > 0
            || _ids.Any(one =>
                one.StartsWith(prefix, StringComparison.Ordinal)
                || prefix.StartsWith(one + "/", StringComparison.Ordinal)
            )
        );

    private static bool IsOf(IEnumerable<string> types, string type) =>
        types.Any(one => ArmPath.Same(one, type) || type.StartsWith(one + "/", StringComparison.OrdinalIgnoreCase));
}
