namespace Jumpbox.Customizer;

/// <summary>
/// Ubuntu's archive as of a given time: the packages of every release and architecture, over HTTPS. Source: Ubuntu
/// Server documentation, "Snapshot service".
/// </summary>
internal static class UbuntuSnapshot
{
    public const string Address = "https://snapshot.ubuntu.com/ubuntu/";

    /// <summary>Returns the URL of the archive at a time.</summary>
    /// <param name="time">UTC, as <c>20261007T000000Z</c>.</param>
    public static string At(string time) => $"{Address}{time}/";
}
