using Jumpbox.Settings;

namespace Jumpbox.Customizer;

/// <summary>The HTTP proxy of the steps, as apt, curl and the Azure CLI read it. The image does not keep it.</summary>
internal static class ProxyText
{
    // Source: Microsoft Learn, "What is IP address 168.63.129.16?" and "Azure Instance Metadata Service": no proxy forwards them.
    private static readonly string[] NeverProxied = ["localhost", "127.0.0.1", "168.63.129.16", "169.254.169.254"];

    /// <summary>The exports at the beginning of a step; none without a proxy.</summary>
    public static IReadOnlyList<string> Exports(CustomizerSettings settings)
    {
        if (settings.Proxy is not string proxy)
        {
            return [];
        }
        string except = string.Join(',', NeverProxied.Concat(settings.NoProxy));
        // curl reads http_proxy in lower case only; the Azure CLI's Python reads either.
        (string Name, string Value)[] variables =
        [
            ("http_proxy", proxy),
            ("https_proxy", proxy),
            ("HTTPS_PROXY", proxy),
            ("no_proxy", except),
            ("NO_PROXY", except),
        ];
        return [.. variables.Select(one => $"export {ShellText.Assign(one.Name, one.Value)}")];
    }
}
