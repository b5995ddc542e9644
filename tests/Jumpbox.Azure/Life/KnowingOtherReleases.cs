using Jumpbox.Azure.ImageLife;
using Jumpbox.Azure.Tests.Facts;
using Jumpbox.Evidence.Report;
using Jumpbox.Settings;

namespace Jumpbox.Azure.Tests.Life;

/// <summary>Which images were released beside one: before anyone says that it is the first.</summary>
public sealed class KnowingOtherReleases
{
    private const string Images = $"{PaperWorlds.ImageGroup}/providers/Microsoft.Compute/images";
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task They_are_the_pipelines_released_images_the_last_one_first()
    {
        await using LocalWorld world = await LocalWorld.StartAsync(
            SweptWorld.World(
                Image("a", SweptWorld.Owner, "2026-10-01T00:00:00Z"),
                Image("b", SweptWorld.Owner, "2026-11-01T00:00:00Z"),
                Image("c", SweptWorld.Owner, null),
                Image("d", "others", "2026-11-02T00:00:00Z"),
                Image("e", SweptWorld.Owner, "2026-11-03T00:00:00Z")
            )
        );

        ReleasedImages found = await ReadAsync(world, $"{Images}/E");

        Assert.Equal([$"{Images}/b of 2026-11-01T00:00:00Z", $"{Images}/a of 2026-10-01T00:00:00Z"], found.Found);
        Assert.Null(found.Unread);
    }

    [Fact]
    public async Task An_image_alone_has_none_beside_it()
    {
        await using LocalWorld world = await LocalWorld.StartAsync(
            SweptWorld.World(Image("e", SweptWorld.Owner, "2026-11-03T00:00:00Z"))
        );

        ReleasedImages found = await ReadAsync(world, $"{Images}/e");

        Assert.Empty(found.Found);
        Assert.Null(found.Unread);
    }

    [Fact]
    public async Task What_cannot_be_read_is_said_and_fails_nothing()
    {
        await using LocalWorld world = await LocalWorld.StartAsync(
            SweptWorld.World(Image("a", SweptWorld.Owner, "2026-10-01T00:00:00Z")),
            """
            {"rules":[{"path":"*/Microsoft.Compute/images*","answer":{"status":403,"body":{"error":{"code":"AuthorizationFailed","message":"no"} } } }]}
            """
        );

        ReleasedImages found = await ReadAsync(world, $"{Images}/e");

        Assert.Empty(found.Found);
        Assert.Contains("403", found.Unread);
    }

    private static Task<ReleasedImages> ReadAsync(LocalWorld world, string image) =>
        new OtherReleases(world.Session, LocalWorld.Known().Settings).ReadAsync(image, Cancel);

    private static string Image(string name, string owner, string? released)
    {
        string tag = released is null ? "" : $",\"jumpbox:released\":\"{released}\"";
        return $$"""
            {"id":"{{Images}}/{{name}}","location":"eastus2","tags":{"jumpbox:owner":"{{owner}}"{{tag}}},
            "properties":{"storageProfile":{"osDisk":{"osType":"Linux","osState":"Generalized"} } } }
            """;
    }
}
