using Jumpbox.Boundaries;
using Jumpbox.Evidence;
using Jumpbox.Preflight;

namespace Jumpbox.Tests.Preflight;

/// <summary>What is said before the first target: each problem with the actual values and its cure.</summary>
public sealed class JudgingBeforeTheFirstTarget
{
    private const string Mine = "11111111-2222-4333-8444-555555555555";
    private const string Other = "99999999-2222-4333-8444-555555555555";
    private static readonly Jumpbox.Settings.JumpboxSettings WithProd = SampleSettings.Read(
        "image.distribute.kind=gallery",
        $"image.distribute.galleryImageId={Definition("build")}",
        $"environments.galleryImageIds.prod={Definition("prod")}"
    );
    private static readonly (string, string)[] Visible =
    [
        (Mine, "Mine"),
        ("22222222-2222-4333-8444-555555555555", "Yours"),
    ];

    private static string Definition(string group) =>
        $"/subscriptions/{SampleSettings.Read().SubscriptionId}/resourceGroups/{group}/providers/Microsoft.Compute/galleries/g/images/i";

    [Fact]
    public void The_samples_ids_are_named_with_the_settings_that_have_them()
    {
        string sentence = Assert.Single(SamplePlaceholders.In(SampleSettings.Read("cloud=azure"))).Sentence;

        Assert.Contains("subscription = 5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f", sentence);
        Assert.Contains("network.buildSubnetId = /subscriptions/5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f/", sentence);
        Assert.Contains("network.containerInstanceSubnetId = ", sentence);
        Assert.Contains("tenant = 1d2c3b4a-5e6f-4a7b-8c9d-0e1f2a3b4c5d", sentence);
        Assert.DoesNotContain("imageId", sentence);
        Assert.Contains("az network vnet subnet list", sentence);
    }

    [Fact]
    public void Settings_of_ones_own_have_no_placeholder() =>
        Assert.Empty(
            SamplePlaceholders.In(
                SampleSettings.Read(
                    $"subscription={Mine}",
                    $"tenant={Mine}",
                    $"network.buildSubnetId={Subnet("snet-build")}",
                    $"network.containerInstanceSubnetId={Subnet("snet-containers")}"
                )
            )
        );

    [Theory]
    [InlineData("prod", false)]
    [InlineData("build", true)]
    public void An_environment_of_the_settings_is_taken(string name, bool orBuild) =>
        Assert.Empty(NamedEnvironment.Judge(WithProd, "to", name, orBuild));

    [Theory]
    [InlineData("prd", false, "--to=prd is not an environment of the settings. Use one of prod.")]
    [InlineData("build", false, "--to=build is not an environment of the settings. Use one of prod.")]
    [InlineData("Prod", true, "--to=Prod is not an environment of the settings. Use one of build, prod.")]
    public void An_unknown_environment_is_refused_with_the_known_ones(string name, bool orBuild, string sentence)
    {
        PreflightFinding finding = Assert.Single(NamedEnvironment.Judge(WithProd, "to", name, orBuild));

        Assert.True(finding.Refuses);
        Assert.Equal(sentence, finding.Sentence);
    }

    [Theory]
    [InlineData(false, "Add it to environments.galleryImageIds.")]
    [InlineData(true, "Add it to environments.galleryImageIds, or omit --to for the gallery of the build.")]
    public void Without_environments_the_setting_is_named_that_adds_one(bool orBuild, string cure) =>
        Assert.EndsWith(
            cure,
            Assert.Single(NamedEnvironment.Judge(SampleSettings.Read(), "to", "prod", orBuild)).Sentence
        );

    [Theory]
    [InlineData(0, true)]
    [InlineData(99, true)]
    [InlineData(100, false)]
    [InlineData(1023, false)]
    public void A_full_disk_refuses_and_a_nearly_full_one_warns(int mebibytes, bool refuses)
    {
        PreflightFinding finding = Assert.Single(DiskSpace.Judge("/a", mebibytes * 1024L * 1024));

        Assert.Equal(refuses, finding.Refuses);
        Assert.Contains($"folder '/a' has {mebibytes} MiB left", finding.Sentence);
        Assert.Contains("--artifacts=DIR", finding.Sentence);
    }

    [Fact]
    public void A_disk_with_room_or_of_unknown_size_is_no_problem()
    {
        Assert.Empty(DiskSpace.Judge("/a", Limits.EnoughDiskBytes));
        Assert.Empty(DiskSpace.Judge("/a", null));
    }

    [Theory]
    [InlineData(
        "0123456789abcdef0123456789abcdef01234567",
        true,
        true,
        "differs from its commit 0123456789abcdef0123456789abcdef01234567"
    )]
    [InlineData("unknown", true, true, "The commit is unknown")]
    [InlineData("unknown", true, false, "Git is not on the PATH")]
    public void A_checkout_that_the_gate_will_refuse_warns_with_the_rule(
        string commit,
        bool dirty,
        bool hasGit,
        string expected
    )
    {
        PreflightFinding finding = Assert.Single(CheckoutState.Judge(new Revision(commit, dirty), hasGit));

        Assert.False(finding.Refuses);
        Assert.StartsWith(expected, finding.Sentence.Replace("The checkout differs", "differs"));
        Assert.Contains("the gate's rule clean-tree will refuse to release the image", finding.Sentence);
    }

    [Fact]
    public void A_clean_checkout_is_no_problem() =>
        Assert.Empty(CheckoutState.Judge(new Revision("0123", false), hasGit: true));

    [Fact]
    public void A_subscription_that_is_not_visible_is_named_with_those_that_are()
    {
        string sentence = Assert.Single(SignInSight.Judge("me@example.org", Mine, null, Other, Visible)).Sentence;

        Assert.StartsWith(
            $"The subscription {Other} is not visible to the signed-in account me@example.org; visible are: {Mine} (Mine), "
                + "22222222-2222-4333-8444-555555555555 (Yours).",
            sentence
        );
        Assert.Contains($"in the tenant {Mine}", sentence);
    }

    [Fact]
    public void Where_no_subscription_is_visible_that_is_said() =>
        Assert.Contains(
            "; none is visible. Ask for a role",
            Assert.Single(SignInSight.Judge("me", null, null, Mine, [])).Sentence
        );

    [Fact]
    public void Of_many_subscriptions_ten_are_named() =>
        Assert.Contains(
            "(n9) and 5 more.",
            Assert
                .Single(
                    SignInSight.Judge(
                        "me",
                        null,
                        null,
                        Mine,
                        [.. Enumerable.Range(0, 15).Select(n => ($"{n}", $"n{n}"))]
                    )
                )
                .Sentence
        );

    [Fact]
    public void A_wrong_tenant_is_named_with_both_and_the_command()
    {
        PreflightFinding[] findings = [.. SignInSight.Judge("me", Mine, Other, Mine, Visible)];

        Assert.StartsWith(
            $"The signed-in account me belongs to the tenant {Mine}, but the settings specify {Other}. Run: az login --tenant {Other}.",
            Assert.Single(findings).Sentence
        );
    }

    [Fact]
    public void The_right_account_is_no_problem() =>
        Assert.Empty(SignInSight.Judge("me", Mine, Mine.ToUpperInvariant(), Mine, Visible));

    [Fact]
    public void Hosts_that_fail_alike_are_named_together()
    {
        PreflightFinding finding = Assert.Single(
            HostReach.Judge([
                new HostReach("management.azure.com", null, "Name or service not known."),
                new HostReach("login.microsoftonline.com", null, "Name or service not known."),
                new HostReach("good.example", null, null),
            ])
        );

        Assert.StartsWith(
            "management.azure.com and login.microsoftonline.com cannot be resolved: Name or service not known. Check this machine's",
            finding.Sentence
        );
    }

    [Fact]
    public void A_proxy_that_refuses_is_named_once() =>
        Assert.StartsWith(
            "The proxy proxy.example:3128 for a.example and b.example cannot be reached: Connection refused. Correct HTTPS_PROXY",
            Assert
                .Single(
                    HostReach.Judge([
                        new HostReach("a.example", "proxy.example:3128", "Connection refused."),
                        new HostReach("b.example", "proxy.example:3128", "Connection refused."),
                    ])
                )
                .Sentence
        );

    private static string Subnet(string name) =>
        $"/subscriptions/{Mine}/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/v/subnets/{name}";
}
