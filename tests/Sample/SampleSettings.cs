using Jumpbox.Settings;

namespace Sample;

/// <summary>Settings of the tests' own. The checkout's <c>jumpbox.json</c> is the user's to edit, so no test reads it.</summary>
internal static class SampleSettings
{
    /// <summary>The settings file.</summary>
    public static string File { get; } = Path.Combine(AppContext.BaseDirectory, "Sample", "jumpbox.json");

    /// <summary>The argument that gives it to the program.</summary>
    public static string Argument { get; } = $"--config={File}";

    /// <summary>The settings.</summary>
    /// <param name="overrides">What is other, as <c>section.key=value</c>.</param>
    public static JumpboxSettings Read(params IReadOnlyList<string> overrides) =>
        SettingsReader.Read(new SettingsSource(File, overrides, new Dictionary<string, string>()));
}
