using Jumpbox.Cleaning;

namespace Jumpbox.Tests.Cleaning;

/// <summary>What speaks against the deletion of a whole group.</summary>
public sealed class ContentsOfGroups
{
    private const string Group = "/subscriptions/5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f/resourceGroups/rg-b";

    [Fact]
    public void A_foreign_resource_is_named_and_the_others_are_counted()
    {
        Assert.Equal([$"it contains {Group}/x/sql-1, foreign"], Objections(With("sql-1", "img-1")));
        Assert.Equal([$"it contains {Group}/x/sql-1 and 1 more, foreign"], Objections(With("sql-1", "sql-2")));
        Assert.Equal([$"it contains {Group}/x/sql-1 and 2 more, foreign"], Objections(With("sql-1", "sql-2", "sql-3")));
    }

    [Fact]
    public void A_group_with_nothing_foreign_and_no_lock_has_no_objection() => Assert.Empty(Objections(With("img-1")));

    [Fact]
    public void Unknown_contents_foreign_resources_and_locks_are_all_listed() =>
        Assert.Equal(
            ["its contents are unknown: 403", $"it contains {Group}/x/sql-1, foreign", "it is locked by lock-1"],
            Objections(With("sql-1") with { Locks = ["lock-1", "lock-2"], Unknown = "403" })
        );

    [Fact]
    public void Whether_a_resource_may_be_in_it_depends_on_its_type_and_its_last_name() =>
        Assert.Equal([("t", "img-1")], Asked(new GroupContents([($"{Group}/x/parent/child/img-1", "t")], [], null)));

    [Fact]
    public void Without_a_reason_nothing_is_recorded()
    {
        Assert.Null(With().Stays(Group, []));
        Assert.Null(GroupContents.Together([]));
    }

    [Fact]
    public void A_reason_keeps_the_group_and_unknown_contents_make_it_a_failure()
    {
        Assert.Equal(new CleanedItem(Group, CleanedOutcome.Left, "one; two"), With().Stays(Group, ["one", "two"]));
        Assert.Equal(
            new CleanedItem(Group, CleanedOutcome.Failed, "one"),
            (With() with { Unknown = "403" }).Stays(Group, ["one"])
        );
    }

    private static GroupContents With(params string[] names) =>
        new([.. names.Select(name => ($"{Group}/x/{name}", "t"))], [], null);

    private static IEnumerable<string> Objections(GroupContents contents) =>
        contents.Objections((_, name) => name.StartsWith("img-", StringComparison.Ordinal), "foreign");

    private static List<(string Type, string Name)> Asked(GroupContents contents)
    {
        List<(string Type, string Name)> asked = [];
        _ = contents
            .Objections(
                (type, name) =>
                {
                    asked.Add((type, name));
                    return true;
                },
                "foreign"
            )
            .ToArray();
        return asked;
    }
}
