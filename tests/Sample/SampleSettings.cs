using Jumpbox.Settings;

namespace Sample;

/// <summary>
/// Settings, catalogue and lock of the tests' own. Those of the checkout are the user's to edit, so no test expects a value of them.
/// </summary>
internal static class SampleSettings
{
    /// <summary>The folder that stands for a checkout with the tests' own settings, catalogue and lock.</summary>
    public static string Root { get; } = Path.Combine(AppContext.BaseDirectory, "Sample");

    /// <summary>The settings file.</summary>
    public static string File { get; } = Path.Combine(AppContext.BaseDirectory, "Sample", "jumpbox.json");

    /// <summary>The argument that gives it to the program.</summary>
    public static string Argument { get; } = $"--config={File}";

    /// <summary>The argument that asks for machines from the image, in the build subnet.</summary>
    public const string Smoke =
        "--set=smoke.subnetId=/subscriptions/5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f/resourceGroups/rg-network-eastus2"
        + "/providers/Microsoft.Network/virtualNetworks/vnet-imagebuilder/subnets/snet-build";

    /// <summary>The settings.</summary>
    /// <param name="overrides">What is other, as <c>section.key=value</c>.</param>
    public static JumpboxSettings Read(params IReadOnlyList<string> overrides) =>
        SettingsReader.Read(new SettingsSource(File, overrides, new Dictionary<string, string>()));
}
