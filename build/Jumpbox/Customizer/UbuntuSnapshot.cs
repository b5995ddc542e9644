namespace Jumpbox.Customizer;

/// <summary>
/// Ubuntu's archive as it was at a time: the packages of every release and architecture, over HTTPS. Source: Ubuntu Server
/// documentation, "Snapshot service".
/// </summary>
internal static class UbuntuSnapshot
{
    /// <summary>Where all of its states are.</summary>
    public const string Address = "https://snapshot.ubuntu.com/ubuntu/";

    /// <summary>The archive at one time.</summary>
    /// <param name="time">UTC, as <c>20261007T000000Z</c>.</param>
    public static string At(string time) => $"{Address}{time}/";
}
