using System.Text.RegularExpressions;

namespace Jumpbox.Evidence.Log;

/// <summary>
/// Alarming but harmless lines. Source of the cleanup lines: Microsoft's troubleshooting page, "errors that can be
/// ignored"; the others are what apt and debconf print in every build without a terminal.
/// </summary>
internal static partial class LogNoise
{
    public static bool IsNoise(string text) => string.IsNullOrWhiteSpace(text) || Known().IsMatch(text);

    [GeneratedRegex(
        @"PublicIPAddressCannotBeDeleted|InUseNetworkSecurityGroupCannotBeDeleted|NicInUseWithPrivateEndpoint"
            + @"|Builds finished but no artifacts were created|Some builds didn't complete successfully"
            + @"|[Ss]kipping image creation|Error deleting resource\. +Will retry|Deleting individual resources"
            + @"|debconf: (?:unable to initialize frontend|falling back to frontend|\(|delaying package configuration)"
            + @"|apt does not have a stable CLI interface|\A(?:Get|Hit|Ign):\d+ |\A(?:Selecting|Preparing to unpack|Unpacking|Setting up|Processing triggers for|\(Reading database) ?"
            + @"|invoke-rc\.d: policy-rc\.d denied|Created symlink /|\[DEBUG\]|\[INFO\] (?:\d+ bytes written|RPC |agent forwarding)"
    )]
    private static partial Regex Known();
}
