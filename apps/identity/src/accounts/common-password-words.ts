/**
 * Words that most of the commonest passwords are made of. The rule on classes refuses them as they stand; this list
 * refuses them with a capital, a few digits and a symbol, which is how people make such a rule content.
 */
export const COMMON_PASSWORD_WORDS: ReadonlySet<string> = new Set(
  `password passwort passwd motdepasse contrasena senha haslo wachtwoord parola parool
  qwerty qwertyui qwertyuiop qwertz qwertzuiop azerty azertyuiop asdfgh asdfghjkl zxcvbn zxcvbnm qazwsx qazwsxedc
  qwe1asd qweasd qweasdzxc 1qaz2wsx iqazwsx iqaz2wsx zaq12wsx zaqwsx poiuyt lkjhgf mnbvcx
  abc abcd abcdef abcdefg abcdefgh aabbcc aaaaaa xyz
  letmein welcome welcomeback hello hellothere access login signin master admin administrator adminadmin root user
  guest test testtest testing tester demo default changeme changethis temp temporary secret topsecret mypass
  mypassword newpassword passpass pass passw passwordpassword trustno nopassword iforgot
  monkey dragon shadow sunshine princess football baseball basketball soccer hockey superman batman spiderman
  starwars pokemon mustang ferrari porsche mercedes corvette harley yankees chelsea liverpool arsenal barcelona
  realmadrid juventus michael jennifer jessica jordan michelle charlie daniel thomas robert andrew joshua matthew
  ashley nicole amanda hunter buster soccer tigger ginger pepper cookie summer winter spring autumn january february
  march april august september october november december monday friday sunday iloveyou ilovegod loveyou lovely love
  babygirl flower freedom whatever computer internet samsung google facebook linkedin twitter microsoft windows
  apple android company office business customer insurance surety policy security secure money killer hottie
  cheese banana chocolate butterfly purple orange yellow silver golden diamond jesus blessed heaven angel angels
  london paris berlin america england germany france canada mexico brasil newyork california texas`
    .split(/\s+/)
    .filter((word) => word !== ''),
);
