using Jumpbox.Evidence.Log;

namespace Jumpbox.Evidence.Bill;

/// <summary>
/// What the validation should have listed and did not. A scanner looks up what the bill lists, so it finds nothing in the rest. Pure.
/// </summary>
internal static class InventoryGaps
{
    /// <summary>What is missing, as a sentence without its end; null if each list is there and complete.</summary>
    /// <param name="listed">What the validation listed.</param>
    /// <param name="tools">The names of the image's tools.</param>
    public static string? In(ListedSoftware listed, IEnumerable<string> tools)
    {
        // The step prints at least one line for each tool, also for one that lists nothing.
        string[] missing = [.. tools.Where(tool => !listed.Modules.Any(line => line.Tool == tool))];
        string[] unread =
        [
            .. listed.Modules.Where(line => line.Kind == LogModuleKind.Unread).Select(line => line.Tool).Distinct(),
        ];
        return listed.Packages.Count == 0 ? "the validation lists no installed package"
            : listed.Problem is { } problem ? $"the validation may not list everything: {problem}"
            : missing.Length > 0 ? $"the validation lists nothing of {string.Join(", ", missing)}"
            : unread.Length > 0 ? $"the validation could not read {string.Join(", ", unread)}"
            : null;
    }
}
