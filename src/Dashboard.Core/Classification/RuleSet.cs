using System.Collections.Frozen;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace Dashboard.Core.Classification;

/// <summary>All rules of one version, in file order (files by name). Immutable.</summary>
public sealed class RuleSet
{
    private const string ResourcePrefix = "Dashboard.Core.Classification.Rules.";
    private const string Extension = ".jsonc";

    private readonly FrozenDictionary<string, ClassificationRule> _byId;

    private RuleSet(IReadOnlyList<ClassificationRule> rules, string version)
    {
        Rules = rules;
        _byId = rules.ToFrozenDictionary(rule => rule.Id, StringComparer.Ordinal);
        Version = version;
    }

    /// <summary>The rules that come with the product.</summary>
    public static RuleSet Default { get; } = ReadEmbedded(typeof(RuleSet).Assembly);

    /// <summary>The rules.</summary>
    public IReadOnlyList<ClassificationRule> Rules { get; }

    /// <summary>A hash of the files' content, 16 hex digits: equal content, equal classifications.</summary>
    public string Version { get; }

    /// <summary>The rule of an id; null when these rules have none, as for classifications that no rule made.</summary>
    public ClassificationRule? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>Reads rule files.</summary>
    /// <param name="files">Names without extension, and contents; ordered by name here.</param>
    /// <exception cref="RuleFormatException">A file does not follow the format, or two rules have the same id.</exception>
    public static RuleSet Read(IEnumerable<KeyValuePair<string, byte[]>> files)
    {
        var rules = new List<ClassificationRule>();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, content) in files.OrderBy(file => file.Key, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(name));
            hash.AppendData(BitConverter.GetBytes(content.Length));
            hash.AppendData(content);
            foreach (var rule in RuleFile.Read(name, content))
            {
                rules.Add(ids.Add(rule.Id) ? rule : throw new RuleFormatException($"Rule file {name}: the id {rule.Id} is used twice."));
            }
        }

        return new RuleSet(rules, Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 8)));
    }

    /// <summary>
    /// These rules with an operator's own before them. A rule of these that has the id of an own rule is left out: an update may bring an
    /// id that somebody has used.
    /// </summary>
    /// <param name="own">The operator's rules, in the order in which they are tried.</param>
    /// <param name="version">What tells these own rules from any others: part of the new version.</param>
    public RuleSet With(IReadOnlyList<ClassificationRule> own, string version)
    {
        ArgumentNullException.ThrowIfNull(own);
        var ids = own.Select(rule => rule.Id).ToHashSet(StringComparer.Ordinal);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(Version + "\n" + version));
        return new RuleSet([.. own, .. Rules.Where(rule => !ids.Contains(rule.Id))], Convert.ToHexStringLower(hash.AsSpan(0, 8)));
    }

    private static RuleSet ReadEmbedded(Assembly assembly) =>
        Read(assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(ResourcePrefix, StringComparison.Ordinal))
            .Select(name => KeyValuePair.Create(name[ResourcePrefix.Length..^Extension.Length], ReadBytes(assembly, name))));

    private static byte[] ReadBytes(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)!;
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }
}
