using Jumpbox.Cleaning;
using Jumpbox.Leases;
using Jumpbox.Settings;

namespace Jumpbox.Tests.Leases;

public sealed class LeasesOfTemplates
{
    private const string Template = "imgt-jump-000000000000";
    private static readonly DateTimeOffset Now = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);
    private static readonly LeaseHolder Us = Holder("1");
    private static readonly LeaseHolder Them = Holder("2");

    [Fact]
    public void Jobs_and_reruns_of_one_run_are_one_holder_and_another_run_is_another()
    {
        Assert.Equal(Holder("1"), Holder("1"));
        Assert.NotEqual(Us.Id, Them.Id);
        Assert.Equal("run 1 of me/boxes in GitHub Actions", Us.Title);
    }

    [Fact]
    public void Outside_CI_the_folder_on_the_machine_is_the_holder()
    {
        LeaseHolder one = LeaseHolder.Of(new Dictionary<string, string>(), "desk", "/a");

        Assert.Equal(one, LeaseHolder.Of(new Dictionary<string, string>(), "desk", "/a"));
        Assert.NotEqual(one.Id, LeaseHolder.Of(new Dictionary<string, string>(), "desk", "/b").Id);
        Assert.NotEqual(one.Id, LeaseHolder.Of(new Dictionary<string, string>(), "lap", "/a").Id);
    }

    [Fact]
    public void A_lease_is_read_from_its_tags_as_it_was_written()
    {
        TemplateLease lease = Use(Them, 1);

        Assert.Equal(lease, TemplateLease.Read(lease.Tags));
        Assert.Null(TemplateLease.Read(new Dictionary<string, string> { ["jumpbox:owner"] = "me" }));
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(0, false)]
    [InlineData(-1, false)]
    public void A_template_stays_while_another_holders_lease_is_valid(int hours, bool stays) =>
        Assert.Equal(stays, Sight(Use(Them, hours)).UserOf(Template) is not null);

    [Fact]
    public void Ones_own_lease_keeps_nothing() => Assert.Null(Sight(Use(Us, 1)).UserOf(Template));

    [Fact]
    public void A_lease_on_another_template_keeps_only_what_they_share()
    {
        LeaseSight sight = Sight(Use(Them, 1) with { Template = "imgt-jump-111111111111" });

        Assert.Null(sight.UserOf(Template));
        Assert.NotNull(sight.AnyUser);
    }

    [Fact]
    public void Who_deletes_a_template_does_not_need_it()
    {
        LeaseSight sight = Sight(Use(Them, 1) with { Purpose = LeasePurpose.Delete });

        Assert.Null(sight.UserOf(Template));
        Assert.Equal(Them.Title, sight.DeleterOf(Template)!.Title);
    }

    [Fact]
    public void Of_any_number_that_delete_a_template_all_but_the_one_with_the_lowest_id_give_way()
    {
        LeaseHolder[] holders = [.. Enumerable.Range(1, 5).Select(run => Holder($"{run}"))];
        // The one whose reservation lasts longest is not the one who decides.
        TemplateLease[] leases =
        [
            .. holders.Select((holder, index) => Use(holder, index + 1) with { Purpose = LeasePurpose.Delete }),
        ];

        LeaseHolder stays = Assert.Single(holders, holder => !new LeaseSight(holder, leases, Now).GivesWay(Template));

        Assert.Equal(holders.Select(holder => holder.Id).Order(StringComparer.Ordinal).First(), stays.Id);
    }

    [Fact]
    public void A_lease_whose_end_cannot_be_read_keeps_the_template_and_says_how_to_end_it()
    {
        Dictionary<string, string> tags = new(Use(Them, 1).Tags) { ["jumpbox:leaseUntil"] = "soon" };

        TemplateLease user = Sight(TemplateLease.Read(tags)!).UserOf(Template)!;

        Assert.Contains("delete it", user.Reason);
    }

    [Fact]
    public void Cleanup_of_one_run_keeps_the_template_the_role_and_the_identity_that_another_run_needs()
    {
        ResourceId own = ResourceId.ForResource(
            "5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f",
            "rg-builder",
            "Microsoft.VirtualMachineImages/imageTemplates",
            Template
        );
        SeenTemplate seen = new(own, IsOurs: true, UsesIdentity: true, IsRunning: false, AwaitsBuild: true);
        CleanUpScope scope = new(own, [seen], Sight(Use(Them, 1)));

        Assert.False(scope.MayDeleteOwn);
        Assert.Equal(
            "run 2 of me/boxes in GitHub Actions may need it until 2026-11-30T13:00:00Z",
            Assert.Single(scope.LeftAlone).Reason
        );
        Assert.NotNull(scope.WriterNeededBy(CleanupLevel.Template));
        Assert.NotNull(scope.IdentityNeededBy);
        Assert.NotNull(new CleanUpScope(own, [], Sight(Use(Them, 1))).IdentityNeededBy);
        Assert.True(new CleanUpScope(own, [seen], Sight(Use(Us, 1))).MayDeleteOwn);
    }

    private static LeaseSight Sight(params TemplateLease[] leases) => new(Us, leases, Now);

    private static TemplateLease Use(LeaseHolder holder, int hours) =>
        new(holder.Id, holder.Title, Template, LeasePurpose.Use, Now.AddHours(hours));

    private static LeaseHolder Holder(string run) =>
        LeaseHolder.Of(
            new Dictionary<string, string>
            {
                ["GITHUB_ACTIONS"] = "true",
                ["GITHUB_REPOSITORY"] = "me/boxes",
                ["GITHUB_RUN_ID"] = run,
            },
            "desk",
            "/a"
        );
}
