using Jumpbox.Settings;

namespace Jumpbox.Tests.Settings;

public sealed class SettingsPapers
{
    [Fact]
    public void The_schema_beside_the_settings_says_what_the_reader_accepts() =>
        Approved.Matches(Path.Combine(Repository.Root, "jumpbox.schema.json"), SettingsSchema.Render());

    [Fact]
    public void The_schema_of_an_image_among_several_requires_nothing() =>
        Approved.Matches(
            Path.Combine(Repository.Root, "image.schema.json"),
            SettingsSchema.Render(ofDifferences: true)
        );

    [Fact]
    public void The_settings_guide_lists_every_setting() =>
        Approved.MatchesBetweenMarks(
            Path.Combine(Repository.Root, "docs", "settings.md"),
            "settings",
            SettingsGuide.Render()
        );
}
