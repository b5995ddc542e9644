using System.Text.RegularExpressions;
using Jumpbox.Settings;

namespace Jumpbox.Evidence.Bill;

/// <summary>
/// The licence in the metadata of a Python distribution, as the step <c>package-list</c> printed it. Only what names one licence
/// counts; "BSD License" and "Apache Software License", which have several versions, do not. Sources: Python Packaging User Guide,
/// "Core metadata specifications"; the list of classifiers at https://pypi.org/classifiers/.
/// </summary>
internal static partial class PythonLicences
{
    private static readonly Dictionary<string, string> Classifiers = new(StringComparer.Ordinal)
    {
        ["Boost Software License 1.0 (BSL-1.0)"] = "BSL-1.0",
        ["CC0 1.0 Universal (CC0 1.0) Public Domain Dedication"] = "CC0-1.0",
        ["GNU Affero General Public License v3"] = "AGPL-3.0-only",
        ["GNU Affero General Public License v3 or later (AGPLv3+)"] = "AGPL-3.0-or-later",
        ["GNU General Public License v2 (GPLv2)"] = "GPL-2.0-only",
        ["GNU General Public License v2 or later (GPLv2+)"] = "GPL-2.0-or-later",
        ["GNU General Public License v3 (GPLv3)"] = "GPL-3.0-only",
        ["GNU General Public License v3 or later (GPLv3+)"] = "GPL-3.0-or-later",
        ["GNU Lesser General Public License v2 (LGPLv2)"] = "LGPL-2.0-only",
        ["GNU Lesser General Public License v2 or later (LGPLv2+)"] = "LGPL-2.0-or-later",
        ["GNU Lesser General Public License v3 (LGPLv3)"] = "LGPL-3.0-only",
        ["GNU Lesser General Public License v3 or later (LGPLv3+)"] = "LGPL-3.0-or-later",
        ["ISC License (ISCL)"] = "ISC",
        ["MIT License"] = "MIT",
        ["MIT No Attribution License (MIT-0)"] = "MIT-0",
        ["Mozilla Public License 1.1 (MPL 1.1)"] = "MPL-1.1",
        ["Mozilla Public License 2.0 (MPL 2.0)"] = "MPL-2.0",
        ["The Unlicense (Unlicense)"] = "Unlicense",
        ["Universal Permissive License (UPL)"] = "UPL-1.0",
    };

    /// <summary>Returns an SPDX expression, or null if it is not known.</summary>
    /// <param name="cell">The text of the step; everything in it is data.</param>
    public static string? Of(string cell)
    {
        int colon = cell.IndexOf(':', StringComparison.Ordinal);
        string text = cell[(colon + 1)..].Replace('_', ' ');
        return cell[..Math.Max(colon, 0)] switch
        {
            "expression" => Expression(text),
            "classifier" => All(text.Split(';')),
            "text" => LicenceIds.Find(text) ?? Classifiers.GetValueOrDefault(text),
            _ => null,
        };
    }

    // An expression of which one id is unknown says less than it seems to.
    private static string? Expression(string text) =>
        ExpressionForm().IsMatch(text)
        && Word().Matches(text).All(word => word.Value is "AND" or "OR" || LicenceIds.Contains(word.Value))
            ? text
            : null;

    // The classifiers do not say whether a choice is meant; then each of them counts.
    private static string? All(string[] classifiers)
    {
        string?[] ids = [.. classifiers.Select(Classifiers.GetValueOrDefault).Distinct()];
        return ids.Contains(null) ? null : string.Join(" AND ", ids);
    }

    [GeneratedRegex(@"\A\(*[A-Za-z0-9.+-]+( (AND|OR) \(*[A-Za-z0-9.+-]+\)*)*\)*\z")]
    private static partial Regex ExpressionForm();

    [GeneratedRegex(@"[A-Za-z0-9.+-]+")]
    private static partial Regex Word();
}
