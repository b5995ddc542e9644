using System.Text.RegularExpressions;
using Jumpbox.Explaining;

namespace Jumpbox.Evidence.Log;

/// <summary>
/// Lines that say nothing about a failure: the catalogue's alarming but harmless ones, and the chatter that apt and Packer
/// print in every build.
/// </summary>
internal static partial class LogNoise
{
    public static bool IsNoise(string text) =>
        string.IsNullOrWhiteSpace(text) || Chatter().IsMatch(text) || FailureCatalogue.IsNoise(text);

    [GeneratedRegex(
        @"\A(?:Selecting|Preparing to unpack|Unpacking|Setting up|Processing triggers for|\(Reading database) ?|\[DEBUG\]"
    )]
    private static partial Regex Chatter();
}
