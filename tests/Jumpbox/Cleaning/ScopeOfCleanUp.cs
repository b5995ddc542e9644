using Jumpbox.Cleaning;
using Jumpbox.Settings;

namespace Jumpbox.Tests.Cleaning;

/// <summary>What one run may clean up where other content, other settings and other people have templates too.</summary>
public sealed class ScopeOfCleanUp
{
    private static readonly ResourceId Own = Template("imgt-jump-000000000000");
    private static readonly ResourceId Other = Template("imgt-jump-111111111111");

    [Fact]
    public void Only_the_template_of_its_own_content_belongs_to_a_run()
    {
        CleanUpScope scope = new(Own, [Seen(Own), Seen(Other) with { IsRunning = true }]);

        Assert.True(scope.HasOwn);
        CleanedItem left = Assert.Single(scope.LeftAlone);
        Assert.Equal(Other.ToString(), left.Id);
        Assert.Equal("it was created for other content and a build of it is running", left.Reason);
    }

    [Fact]
    public void A_run_without_a_template_has_nothing_to_remove() =>
        Assert.False(new CleanUpScope(Own, [Seen(Other)]).HasOwn);

    [Fact]
    public void A_template_of_our_name_without_our_tag_is_left_alone_and_named()
    {
        CleanUpScope scope = new(Own, [Seen(Own) with { IsOurs = false }]);

        Assert.False(scope.HasOwn);
        Assert.Contains("but not its tag", Assert.Single(scope.LeftAlone).Reason);
    }

    [Fact]
    public void Templates_of_others_are_not_even_named() =>
        Assert.Empty(new CleanUpScope(Own, [Seen(Other) with { IsOurs = false }]).LeftAlone);

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void The_right_to_write_images_stays_while_other_content_builds_or_is_about_to(bool underWay, bool awaits) =>
        Assert.All(
            Enum.GetValues<CleanupLevel>(),
            level =>
                Assert.Contains(
                    Other.Name,
                    new CleanUpScope(
                        Own,
                        [Seen(Own), Seen(Other) with { IsOurs = false, IsRunning = underWay, AwaitsBuild = awaits }]
                    ).WriterNeededBy(level)
                )
        );

    [Theory]
    [InlineData(true, "a build of image template imgt-jump-111111111111 is running and needs it at its end")]
    [InlineData(false, "image template imgt-jump-111111111111 has not been built yet and will need it")]
    public void Whether_the_build_runs_or_is_about_to_is_part_of_the_reason(bool underWay, string reason) =>
        Assert.Equal(
            reason,
            new CleanUpScope(Own, [Seen(Other) with { IsRunning = underWay, AwaitsBuild = !underWay }]).WriterNeededBy(
                CleanupLevel.All
            )
        );

    [Fact]
    public void Other_content_that_nobody_builds_is_left_alone_for_that_reason_alone() =>
        Assert.Equal(
            "it was created for other content",
            Assert.Single(new CleanUpScope(Own, [Seen(Other)]).LeftAlone).Reason
        );

    [Fact]
    public void It_is_taken_back_when_no_build_is_near() =>
        Assert.Null(new CleanUpScope(Own, [Seen(Own), Seen(Other)]).WriterNeededBy(CleanupLevel.Role));

    [Fact]
    public void A_build_that_works_as_another_identity_does_not_need_it() =>
        Assert.Null(
            new CleanUpScope(Own, [Seen(Other) with { UsesIdentity = false, IsRunning = true }]).WriterNeededBy(
                CleanupLevel.Role
            )
        );

    [Theory]
    [InlineData(CleanupLevel.Role, true)]
    [InlineData(CleanupLevel.Template, false)]
    [InlineData(CleanupLevel.All, false)]
    public void A_build_of_our_own_keeps_it_unless_the_build_is_cancelled(CleanupLevel level, bool stays) =>
        Assert.Equal(
            stays,
            new CleanUpScope(Own, [Seen(Own) with { IsRunning = true }]).WriterNeededBy(level) is not null
        );

    [Fact]
    public void The_identity_stays_while_any_template_works_as_it_whoever_made_it()
    {
        Assert.Contains(Other.Name, new CleanUpScope(Own, [Seen(Other) with { IsOurs = false }]).IdentityNeededBy);
        Assert.Contains(Own.Name, new CleanUpScope(Own, [Seen(Own)]).IdentityNeededBy);
        Assert.Null(new CleanUpScope(Own, [Seen(Other) with { UsesIdentity = false }]).IdentityNeededBy);
    }

    private static SeenTemplate Seen(ResourceId id) =>
        new(id, IsOurs: true, UsesIdentity: true, IsRunning: false, AwaitsBuild: false);

    private static ResourceId Template(string name) =>
        ResourceId.ForResource(
            "5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f",
            "rg-builder",
            "Microsoft.VirtualMachineImages/imageTemplates",
            name
        );
}
