using Jumpbox.Customizer;
using Jumpbox.Evidence.Assessing;
using Jumpbox.Settings;

namespace Jumpbox.Tests.Assessing;

/// <summary>Each failure has the explanation of the hardening table, of the settings, or none.</summary>
public sealed class ExplainingFailures
{
    [Theory]
    // From the table: not for an image.
    [InlineData(
        "package_aide_installed",
        HardeningProfile.CisL1,
        AssessedExplanation.NotForAnImage,
        "6.3",
        "replaced, not patched"
    )]
    [InlineData(
        "accounts_password_pam_minlen",
        HardeningProfile.CisL1,
        AssessedExplanation.NotForAnImage,
        "5.3.3.2",
        "no passwords"
    )]
    // From the settings.
    [InlineData("sysctl_fs_suid_dumpable", HardeningProfile.CisL1, AssessedExplanation.OptOut, "1.5.3", "we debug")]
    [InlineData(
        "kernel_module_dccp_disabled",
        HardeningProfile.CisL1,
        AssessedExplanation.OtherProfile,
        "3.2.1",
        "from cis-l2 on"
    )]
    [InlineData(
        "kernel_module_cramfs_disabled",
        HardeningProfile.None,
        AssessedExplanation.OtherProfile,
        "1.1.1.1",
        "profile is none"
    )]
    // An item that is applied explains a failure only where the difference is known.
    [InlineData(
        "sshd_set_loglevel_info",
        HardeningProfile.CisL1,
        AssessedExplanation.AppliedOtherwise,
        "5.1.14",
        "VERBOSE"
    )]
    [InlineData(
        "kernel_module_cramfs_disabled",
        HardeningProfile.CisL1,
        AssessedExplanation.Unexplained,
        "1.1.1.1",
        "not known"
    )]
    [InlineData(
        "package_cron_installed",
        HardeningProfile.CisL1,
        AssessedExplanation.NotInARehearsal,
        null,
        "unknown here"
    )]
    [InlineData(
        "accounts_password_pam_unix_authtok",
        HardeningProfile.CisL1,
        AssessedExplanation.Unexplained,
        null,
        "no item"
    )]
    [InlineData("of_a_later_version", HardeningProfile.CisL1, AssessedExplanation.Unexplained, null, "no item")]
    public void A_failure_is_explained(
        string rule,
        HardeningProfile profile,
        AssessedExplanation how,
        string? item,
        string why
    )
    {
        AssessedItem explained = new AssessedExplaining(
            profile,
            new Dictionary<string, string> { ["1.5.3"] = "we debug" }
        ).Explain(XccdfText.Id(rule), "title", AssessedOutcome.Fail);

        Assert.Equal((how, item), (explained.Explanation, explained.Item));
        Assert.Contains(why, explained.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Rules_belong_to_items_of_the_table()
    {
        string[] ids = [.. HardeningCatalogue.All.Select(item => item.Id)];
        Assert.Empty(AssessedRules.All.Select(rule => rule.Item).OfType<string>().Except(ids));
    }

    [Fact]
    public void A_rule_of_someone_else_is_unexplained() =>
        Assert.Equal(
            AssessedExplanation.Unexplained,
            new AssessedExplaining(HardeningProfile.CisL1, new Dictionary<string, string>())
                .Explain("xccdf_com.example_rule_package_aide_installed", "t", AssessedOutcome.Fail)
                .Explanation
        );
}
