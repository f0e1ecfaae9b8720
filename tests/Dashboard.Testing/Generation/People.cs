using System.Globalization;

namespace Dashboard.Testing.Generation;

/// <summary>Local parts of recipients.</summary>
internal static class People
{
    private static readonly string[] First = ["ada", "bruno", "carla", "dario", "elif", "finn", "greta", "hugo", "ines", "jonas", "kira", "liam", "mina", "noor", "oskar", "pia"];
    private static readonly string[] Last = ["berg", "costa", "dubois", "eriksen", "ferrari", "gupta", "haas", "ivanov", "jansen", "kaya", "lind", "moreno", "novak", "okoye", "peters", "rossi"];

    public static string Name(SplitMix random)
    {
        var number = random.Next();
        return string.Create(CultureInfo.InvariantCulture, $"{First[number % 16]}.{Last[(number >> 4) % 16]}{(number >> 8) % 30_000}");
    }
}
