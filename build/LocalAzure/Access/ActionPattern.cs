namespace LocalAzure.Access;

/// <summary>Matches an action against a role's pattern: case-insensitive, with * for any text.</summary>
internal static class ActionPattern
{
    public static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> action)
    {
        int p = 0,
            a = 0,
            star = -1,
            mark = 0;
        while (a < action.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                star = p++;
                mark = a;
            }
            else if (p < pattern.Length && char.ToLowerInvariant(pattern[p]) == char.ToLowerInvariant(action[a]))
            {
                p++;
                a++;
            }
            else if (star >= 0)
            {
                p = star + 1;
                a = ++mark;
            }
            else
            {
                return false;
            }
        }
        while (p < pattern.Length && pattern[p] == '*')
        {
            p++;
        }
        return p == pattern.Length;
    }
}
