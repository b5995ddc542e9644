using Jumpbox.Refreshing;

namespace Jumpbox.Tests.Refreshing;

public sealed class BodyOfAPullRequest
{
    [Fact]
    public void It_has_the_changes_the_rehearsals_the_plans_and_the_run()
    {
        string body = PullRequestText.Body("CHANGES", ["PLAN A", "PLAN B"], ["REHEARSAL"], "https://ci/run/7", 4000);

        Assert.Equal(
            ["CHANGES", "REHEARSAL", "PLAN A", "PLAN B"],
            body.Split('\n').Where(line => line.Length > 0 && !line.Any(char.IsLower))
        );
        Assert.Contains("(https://ci/run/7)", body);
    }

    [Fact]
    public void What_was_not_done_is_unknown()
    {
        string body = PullRequestText.Body("CHANGES", [], [], null, 4000);

        Assert.Contains("Not rehearsed: whether the steps still work is unknown.", body);
        Assert.Contains("No plan was made", body);
    }

    [Fact]
    public void A_body_that_is_too_long_for_the_service_is_cut_at_a_line_and_says_so()
    {
        string body = PullRequestText.Body(string.Concat(Enumerable.Repeat("- a change\n", 1000)), [], [], null, 4000);

        Assert.InRange(body.Length, 3900, 4000);
        Assert.EndsWith("- a change\n\nThe rest is in the artifact of the run.\n", body);
    }
}
